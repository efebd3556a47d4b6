import Network
import Probes

/// A target as it is written on a command line: `tcp://HOST:PORT`, `tls://HOST:PORT`.
public struct ProbeURL: Equatable, Sendable {
    private let text: String
    private let scheme: String
    /// What follows the scheme: `HOST:PORT`.
    private let authority: String

    /// Takes a text apart; nil where it has no `://`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasPrefix("//") else { return nil }
        self.text = text
        scheme = String(parts[0])
        authority = String(parts[1].dropFirst(2))
    }

    /// The settings of a probe of this target, all else as it is built in.
    ///
    /// Throws what is wrong with it, and what would be right.
    public func settings() throws(ProbeURLError) -> ProbeSettings {
        guard scheme == "tcp" || scheme == "tls" else {
            throw ProbeURLError("\(Excerpt.of(text)) begins with neither tcp:// nor tls://")
        }
        guard let colon = authority.lastIndex(of: ":"),
            let port = UInt16(authority[authority.index(after: colon)...]), port > 0
        else {
            throw ProbeURLError(
                "\(Excerpt.of(text)) has no port; "
                    + "write \(scheme)://HOST:PORT, the port from 1 to 65535")
        }
        let host = try host(authority[..<colon])
        return ProbeSettings(
            server: "command-line", name: "probe", target: authority,
            options: TCPProbeOptions(
                host: host, port: port,
                tls: scheme == "tls" ? TLSSettings(serverName: host.description) : nil))
    }

    private func host(_ written: Substring) throws(ProbeURLError) -> Host {
        if written.hasPrefix("["), written.hasSuffix("]") {
            guard let address = IPAddress(written.dropFirst().dropLast()), address.isV6 else {
                throw ProbeURLError("\(Excerpt.of(String(written))) is no IPv6 address in brackets")
            }
            return .address(address)
        }
        do throws(Mistake) {
            let host = try HostText.parse(String(written))
            if case .address(let address) = host, address.isV6 {
                throw Mistake(
                    "\(written) stands without brackets", "write \(scheme)://[\(written)]:PORT")
            }
            return host
        } catch {
            throw ProbeURLError("\(error.message); \(error.suggestion)")
        }
    }
}

/// What is wrong with a target on a command line, and what would be right.
public struct ProbeURLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One sentence.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
