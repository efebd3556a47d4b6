/// Where something is to be had over HTTP: an absolute http or https URL (RFC 9110 section 4.2).
public struct HTTPAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether TLS is spoken.
    public let scheme: HTTPScheme
    /// Who is asked, in lower case.
    public let host: HTTPHost
    /// At which port, 1 to 65535; that of the scheme where none was written.
    public let port: UInt16
    /// Path and query as they are sent, never empty: `/targets?team=mail`.
    public let target: String

    /// Reads a URL as RFC 3986 has it; nothing in it is decoded or rewritten but for lower case.
    public init(_ text: String) throws(HTTPAddressError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= HTTPAddressLimits.bytesMax else { throw .tooLong }
        try Self.checkCharacters(bytes)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[colon...].starts(with: "://".utf8)
        else { throw .notAbsolute }
        let name = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard let scheme = HTTPScheme(rawValue: name) else { throw .unknownScheme }
        let rest = bytes[(colon + 3)...]
        guard !rest.contains(UInt8(ascii: "#")) else { throw .fragment }
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
        let authority = rest[..<(end ?? rest.endIndex)]
        guard !authority.contains(UInt8(ascii: "@")) else { throw .userinfo }
        let (host, port) = try Self.parts(of: authority)
        self.scheme = scheme
        self.host = try HTTPHost(host)
        self.port = try port.map(Self.port) ?? scheme.port
        target = try Self.target(rest[authority.endIndex...])
    }

    /// `host`, or `host:port` where the port is not that of the scheme: what the Host field says.
    public var authority: String {
        port == scheme.port ? host.description : "\(host):\(port)"
    }

    /// The URL, in one way where there are several.
    public var description: String { "\(scheme.rawValue)://\(authority)\(target)" }

    private static func checkCharacters(_ bytes: [UInt8]) throws(HTTPAddressError) {
        for byte in bytes {
            guard byte < 0x80 else { throw .notASCII }
            guard byte != HTTPGrammar.space else { throw .space }
            guard byte > 0x20, byte != 0x7f else { throw .controlCharacter }
        }
    }

    /// Host and port; a colon within brackets belongs to the host.
    private static func parts(
        of authority: ArraySlice<UInt8>
    ) throws(HTTPAddressError) -> (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>?) {
        let bracket = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
        guard let colon = authority[bracket...].firstIndex(of: UInt8(ascii: ":")) else {
            return (authority, nil)
        }
        return (authority[..<colon], authority[(colon + 1)...])
    }

    private static func port(_ digits: ArraySlice<UInt8>) throws(HTTPAddressError) -> UInt16 {
        guard !digits.isEmpty, digits.allSatisfy(HTTPGrammar.isDigit),
            let port = UInt16(String(decoding: digits, as: UTF8.self)), port > 0
        else { throw .malformedPort }
        return port
    }

    private static func target(_ rest: ArraySlice<UInt8>) throws(HTTPAddressError) -> String {
        let mark = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
        guard HTTPGrammar.isEncoded(rest[..<mark], HTTPGrammar.isPath),
            HTTPGrammar.isEncoded(
                rest[mark...], { HTTPGrammar.isPath($0) || $0 == UInt8(ascii: "?") })
        else { throw .malformedTarget }
        // RFC 9112 section 3.2.1: an empty path is sent as a slash.
        let slash = mark == rest.startIndex ? "/" : ""
        return slash + String(decoding: rest, as: UTF8.self)
    }
}

/// What HTTP is spoken over; the raw value is what the URL begins with.
public enum HTTPScheme: String, CaseIterable, Hashable, Sendable {
    /// TCP as it is (RFC 9110 section 4.2.1).
    case http
    /// TLS (RFC 9110 section 4.2.2).
    case https

    /// The port where none is written.
    public var port: UInt16 {
        switch self {
        case .http: 80
        case .https: 443
        }
    }
}

/// How much an address may hold.
public enum HTTPAddressLimits {
    /// Bytes of the whole URL; the request line of those who answer is bounded alike.
    public static let bytesMax = 4_096
    /// Bytes of a host's name without the dot at its end (RFC 1035 section 3.1).
    public static let nameBytesMax = 253
    /// Bytes between two dots of it (RFC 1035 section 3.1).
    public static let labelBytesMax = 63
}
