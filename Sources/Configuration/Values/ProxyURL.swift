internal import Network
internal import Probes

/// What may stand after `proxy:`: the URL of a proxy, with a port and nothing behind it.
struct ProxyURL {
    static let suggestion = "write a URL such as socks5://proxy.example.com:1080"

    let kind: ProxyKind
    let host: Host
    let port: UInt16

    /// Takes a URL apart; what it throws never shows what may be a password.
    init(_ text: String) throws(Mistake) {
        let bytes = Array(text.utf8)
        // RFC 3986 section 3.2.1: what stands before the sign may be a user with a password.
        guard !bytes.contains(UInt8(ascii: "@")) else {
            throw Mistake(
                "there is a user in the URL",
                "write {url: socks5://host:port, username: name, password_file: path}")
        }
        guard let mark = text.firstRange(of: "://") else {
            throw Mistake("\(Excerpt.of(text)) has no scheme", Self.suggestion)
        }
        kind = try Self.kind(String(text[..<mark.lowerBound]))
        let authority = Array(text[mark.upperBound...].utf8)
        guard !authority.contains(where: { "/?#".utf8.contains($0) }) else {
            throw Mistake(
                "\(Excerpt.of(text)) goes on behind its port",
                "write \(kind.rawValue)://host:port alone")
        }
        (host, port) = try Self.split(authority, kind, text)
    }

    private static func kind(_ scheme: String) throws(Mistake) -> ProxyKind {
        if let kind = ProxyKind(rawValue: scheme) { return kind }
        let shown = Excerpt.of(scheme)
        switch scheme {
        case "socks5h":
            throw Mistake(
                "\(shown) is no kind of proxy", "write socks5, whose proxy resolves the names")
        case "https":
            throw Mistake(
                "no TLS is spoken to a proxy",
                "write http, and a port of the proxy where it expects none")
        default:
            throw Mistake("\(shown) is no kind of proxy", "write socks5 or http")
        }
    }

    private static func split(
        _ authority: [UInt8], _ kind: ProxyKind, _ text: String
    ) throws(Mistake) -> (Host, UInt16) {
        let isBracketed = authority.first == UInt8(ascii: "[")
        let end =
            isBracketed
            ? authority.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
            : authority.lastIndex(of: UInt8(ascii: ":"))
        guard let end, authority.indices.contains(end), authority[end] == UInt8(ascii: ":") else {
            throw Mistake(
                "\(Excerpt.of(text)) has no port", "write one, as in \(kind.rawValue)://host:1080")
        }
        let portText = String(decoding: authority[(end + 1)...], as: UTF8.self)
        guard let port = PortText.parse(portText) else {
            throw Mistake(
                "\(Excerpt.of(text)) has a port that is none", "write a number from 1 to 65535")
        }
        let written = authority[..<end].dropFirst(isBracketed ? 1 : 0)
        let hostText = String(decoding: written.dropLast(isBracketed ? 1 : 0), as: UTF8.self)
        let host = try HostText.parse(hostText)
        let isV6 = if case .address(let address) = host { address.isV6 } else { false }
        guard isV6 == isBracketed else {
            throw Mistake(
                "\(Excerpt.of(text)) has its brackets in the wrong place",
                "write an IPv6 address in brackets, and nothing else")
        }
        return (host, port)
    }
}
