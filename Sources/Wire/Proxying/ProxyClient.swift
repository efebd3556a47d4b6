/// What asks a proxy for a tunnel; it does no I/O itself.
///
/// Whoever drives it does what ``next()`` demands, and asks again. The answer depends on the bytes
/// only, never on how they were cut.
public protocol ProxyClient: Sendable {
    /// Takes in what arrived; the caller bounds it by asking ``next()`` after each piece.
    mutating func receive(_ bytes: [UInt8])

    /// What is to be done now.
    ///
    /// Throws why there is no tunnel, and the same again at each further call.
    mutating func next() throws(ProxyFailure) -> ProxyDemand
}

/// What a client needs of the connection to its proxy.
public enum ProxyDemand: Equatable, Sendable {
    /// To write these bytes, which do not ask for the destination yet.
    case negotiate([UInt8])
    /// To write these bytes, which ask for the destination.
    case request([UInt8])
    /// To hand over more of what arrives.
    case receive
    /// Nothing: the tunnel stands, and what came behind the proxy's last word belongs to it.
    case tunnel(rest: [UInt8])
}

/// Why a proxy gave no tunnel; the words are for people, and hold nothing that was sent.
public enum ProxyFailure: Error, Equatable, Sendable {
    /// The proxy does not do it, or speaks another protocol.
    case refused(String)
    /// The proxy wants credentials, or others.
    case authentication(String)
    /// The proxy could not reach the destination.
    case destination(DestinationTrouble, String)
}

/// What a proxy met on the way to the destination.
public enum DestinationTrouble: CaseIterable, Sendable {
    /// The destination refused the connection.
    case refused
    /// Nothing came from there in time.
    case timeout
    /// The host cannot be reached.
    case hostUnreachable
    /// The network cannot be reached.
    case networkUnreachable
}

/// Where a proxy is to connect to.
public enum ProxyDestination: Hashable, Sendable {
    /// A name, which the proxy resolves, and a port.
    case name(String, port: UInt16)
    /// An address and a port.
    case address(NumericEndpoint)

    /// `host:port`, an IPv6 address in brackets (RFC 3986 section 3.2).
    public var authority: String {
        switch self {
        case .name(let name, let port): "\(name):\(port)"
        case .address(let endpoint) where endpoint.isV6: "[\(endpoint.text)]:\(endpoint.port)"
        case .address(let endpoint): "\(endpoint.text):\(endpoint.port)"
        }
    }
}

/// An address, in both of its forms, and a port.
public struct NumericEndpoint: Hashable, Sendable {
    /// Dotted decimal, or RFC 5952, without brackets.
    public let text: String
    /// 4 or 16 bytes in network order.
    public let octets: [UInt8]
    /// The port.
    public let port: UInt16

    /// An address whose two forms say the same.
    public init(text: String, octets: [UInt8], port: UInt16) {
        precondition([4, 16].contains(octets.count), "an address has 4 or 16 bytes")
        self.text = text
        self.octets = octets
        self.port = port
    }

    var isV6: Bool { octets.count == 16 }
}

/// Who we are to a proxy; never shown.
public struct ProxyCredentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// 1 to ``ProxyingLimits/usernameBytesMax`` bytes; without a colon where HTTP is spoken.
    public let username: String
    /// 1 to ``ProxyingLimits/passwordBytesMax`` bytes.
    public let password: [UInt8]

    /// Credentials within the limits.
    public init(username: String, password: [UInt8]) {
        precondition(
            (1...ProxyingLimits.usernameBytesMax).contains(username.utf8.count)
                && (1...ProxyingLimits.passwordBytesMax).contains(password.count),
            "the lengths are sent in one byte each")
        self.username = username
        self.password = password
    }

    /// That they are there, and nothing of them.
    public var description: String { "credentials" }

    /// Nothing of them.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// How much is said to a proxy and heard from it.
public enum ProxyingLimits {
    /// Bytes of a user's name (RFC 1929 section 2).
    public static let usernameBytesMax = 255
    /// Bytes of a password (RFC 1929 section 2).
    public static let passwordBytesMax = 255
    /// Bytes of a name to connect to (RFC 1928 section 5).
    public static let nameBytesMax = 255
    /// Answers of the kind 1xx before the one that counts (RFC 9110 section 15.2).
    public static let interimAnswersMax = 16
}
