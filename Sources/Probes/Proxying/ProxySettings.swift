import Network
import Wire

/// The proxy that a probe goes through.
///
/// A class, because many probes inherit the same one.
public final class ProxySettings: Sendable {
    /// What it speaks.
    public let kind: ProxyKind
    /// Where it is.
    public let host: Host
    /// Its port, 1 to 65535.
    public let port: UInt16
    /// Who we are to it; nil where nobody asks.
    public let login: Login?

    /// A name, and the file of a password, which attempts ask for.
    public struct Login: Hashable, Sendable {
        /// Bytes that a password may have (RFC 1929 section 2).
        public static let passwordBytesMax = ProxyingLimits.passwordBytesMax
        /// 1 to 255 bytes.
        public let username: String
        /// Where the password is.
        public let password: SecretFile

        /// Credentials of which only the name is known yet.
        public init(username: String, passwordFile: String) {
            self.username = username
            password = SecretFile(passwordFile, bytesMax: Self.passwordBytesMax)
        }
    }

    /// A proxy at that place.
    public init(kind: ProxyKind, host: Host, port: UInt16, login: Login? = nil) {
        self.kind = kind
        self.host = host
        self.port = port
        self.login = login
    }

    /// `socks5://proxy.example.com:1080`, without credentials.
    public var url: String {
        switch host {
        case .name(let name): "\(kind.rawValue)://\(name):\(port)"
        case .address(let address):
            "\(kind.rawValue)://\(Endpoint(address: address, port: port))"
        }
    }
}

extension ProxySettings: Hashable {
    /// Whether both are the same proxy, with the same credentials.
    public static func == (left: ProxySettings, right: ProxySettings) -> Bool {
        left === right
            || (left.kind, left.port) == (right.kind, right.port)
                && left.host == right.host && left.login == right.login
    }

    /// Takes in what makes two of them the same.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(host)
        hasher.combine(port)
        hasher.combine(login)
    }
}

/// What a proxy speaks; the raw value is the scheme of its URL.
public enum ProxyKind: String, CaseIterable, Sendable {
    /// SOCKS 5 (RFC 1928).
    case socks5
    /// CONNECT of HTTP (RFC 9110 section 9.3.6).
    case http
}

/// The version of the PROXY protocol; the raw value is what the configuration says.
///
/// haproxy's proxy-protocol.txt.
public enum ProxyProtocolVersion: String, CaseIterable, Sendable {
    /// A line of text.
    case version1 = "v1"
    /// Bytes.
    case version2 = "v2"
}

extension ProxySettings {
    /// Who asks this proxy for a destination.
    func client(
        to host: Host, port: UInt16, _ credentials: ProxyCredentials?
    ) -> any ProxyClient {
        let destination: ProxyDestination =
            switch host {
            case .name(let name): .name(name, port: port)
            case .address(let address):
                .address(NumericEndpoint(Endpoint(address: address, port: port)))
            }
        return switch kind {
        case .socks5: SOCKS5Client(to: destination, credentials: credentials)
        case .http: HTTPConnectClient(to: destination, credentials: credentials)
        }
    }
}

extension ProxyProtocolVersion {
    /// The header for a connection; without both ends it says nothing of addresses.
    func header(from source: Endpoint?, to destination: Endpoint?) -> [UInt8] {
        var way: ProxyProtocolHeader.Way?
        if let source, let destination {
            way = ProxyProtocolHeader.Way(
                from: NumericEndpoint(source), to: NumericEndpoint(destination))
        }
        return switch self {
        case .version1: ProxyProtocolHeader.version1(way)
        case .version2: ProxyProtocolHeader.version2(way)
        }
    }
}

extension NumericEndpoint {
    /// The interface of a link-local address means nothing to others, and is left out.
    init(_ endpoint: Endpoint) {
        switch endpoint.address {
        case .v4(let bits):
            self.init(
                text: endpoint.address.description, octets: Self.octets(UInt64(bits), count: 4),
                port: endpoint.port)
        case .v6(let high, let low, _):
            self.init(
                text: IPAddress.v6(high: high, low: low, scope: 0).description,
                octets: Self.octets(high, count: 8) + Self.octets(low, count: 8),
                port: endpoint.port)
        }
    }

    private static func octets(_ bits: UInt64, count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
    }
}
