import Network
public import Probes

/// A target as it is written on a command line: `tcp://HOST:PORT`, `tls://HOST:PORT`, or `HOST`
/// and `HOST:PORT` where a service or STARTTLS says what is there.
public struct ProbeURL: Equatable, Sendable {
    private let text: String
    /// `tcp` or `tls`, as it is written; nil where nothing is.
    private let scheme: String?
    /// What follows the scheme: `HOST:PORT`, or `HOST` alone.
    private let authority: String

    /// Takes a text apart.
    public init(_ text: String) {
        self.text = text
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].hasPrefix("//") {
            scheme = String(parts[0])
            authority = String(parts[1].dropFirst(2))
        } else {
            scheme = nil
            authority = text
        }
    }

    /// Whether a scheme is written.
    public var hasScheme: Bool { scheme != nil }

    /// The settings of a probe of this target, all else as it is built in.
    ///
    /// Throws what is wrong with it, and what would be right.
    public func settings(
        service: Service? = nil, startTLS: StartTLSProtocol? = nil
    ) throws(ProbeURLError) -> ProbeSettings {
        let isTLS = try isTLS()
        try checkScheme(isTLS: isTLS, service, startTLS)
        let (hostText, port) = try split(usualPort: service?.port)
        let host = try host(hostText)
        let choice = ScriptChoice(
            service: service,
            captures: service?.learns.map { Capture(name: $0, use: .label) } ?? [],
            startTLS: startTLS, hasTLSSettings: isTLS)
        let script = try script(choice)
        let name = host.description
        return ProbeSettings(
            server: "command-line", name: "probe", target: host.target(port),
            options: TCPProbeOptions(
                host: host, port: port,
                tls: choice.speaksTLS ? TLSSettings(serverName: name) : nil, script: script))
    }

    private func isTLS() throws(ProbeURLError) -> Bool {
        switch scheme {
        case nil, "tcp": return false
        case "tls": return true
        default:
            throw ProbeURLError("\(Excerpt.of(text)) begins with neither tcp:// nor tls://")
        }
    }

    private func checkScheme(
        isTLS: Bool, _ service: Service?, _ startTLS: StartTLSProtocol?
    ) throws(ProbeURLError) {
        guard isTLS else { return }
        var flag = startTLS.map { "--starttls=\($0.rawValue)" }
        if flag == nil, let service, case .startTLS = service.security {
            flag = "--service=\(service.name)"
        }
        guard let flag else { return }
        throw ProbeURLError(
            "tls:// is TLS from the first byte, \(flag) begins without; write tcp://\(authority)")
    }

    private func split(usualPort: UInt16?) throws(ProbeURLError) -> (Substring, UInt16) {
        // The colons of an IPv6 address stand inside brackets.
        guard !authority.hasPrefix("[") || authority.contains("]") else {
            throw ProbeURLError("\(Excerpt.of(text)) has no ] for its [")
        }
        let end = authority.lastIndex(of: "]") ?? authority.startIndex
        guard let colon = authority[end...].lastIndex(of: ":") else {
            guard let usualPort else { throw noPort }
            return (authority[...], usualPort)
        }
        guard IPAddress(authority[..<colon]) != nil || IPAddress(authority[...]) == nil else {
            throw ProbeURLError("\(authority) stands without brackets; write [\(authority)]")
        }
        guard let port = PortText.parse(String(authority[authority.index(after: colon)...])) else {
            throw noPort
        }
        return (authority[..<colon], port)
    }

    private var noPort: ProbeURLError {
        ProbeURLError(
            "\(Excerpt.of(text)) has no port; "
                + "write \(scheme ?? "tcp")://HOST:PORT, the port from 1 to 65535")
    }

    private func script(_ choice: ScriptChoice) throws(ProbeURLError) -> Script? {
        do throws(ScriptChoiceError) {
            return try choice.script()
        } catch {
            throw ProbeURLError(error)
        }
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
                    "\(written) stands without brackets",
                    "write \(scheme ?? "tcp")://[\(written)]:PORT")
            }
            return host
        } catch {
            throw ProbeURLError("\(error.message); \(error.suggestion)")
        }
    }
}

extension Host {
    /// `host:port`, or `[v6]:port`.
    func target(_ port: UInt16) -> String {
        switch self {
        case .name(let name): "\(name):\(port)"
        case .address(let address): Endpoint(address: address, port: port).description
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

    /// What contradicts itself, in the words of the command line.
    fileprivate init(_ error: ScriptChoiceError) {
        switch error {
        case .underTLSAlready(let service):
            self.init(
                "--service=\(service.name) speaks TLS from the first byte; leave --starttls out")
        case .noSuchUpgrade(let service):
            let remedy =
                service.upgradableWith.map { "write --starttls=\($0.rawValue), or leave it out" }
                ?? "leave it out, or write tls:// for TLS from the first byte"
            self.init("--service=\(service.name) has no such --starttls; \(remedy)")
        case .serviceAndScript, .unknownCapture, .startsTLSTwice, .pattern:
            let mistake = Mistake(error)
            self.init("\(mistake.message); \(mistake.suggestion)")
        }
    }
}
