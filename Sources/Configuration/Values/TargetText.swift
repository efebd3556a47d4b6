internal import Network
internal import Probes

/// A target as lists have it: `host`, `host:port`, `[v6]:port`, or an IPv6 address alone.
enum TargetText {
    static let suggestion = "write a target such as api.example.com:443"

    static func parse(_ text: String) throws(Mistake) -> TargetGroup.Target {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw Mistake("the target is empty", suggestion) }
        if bytes.first == UInt8(ascii: "[") { return try bracketed(text, bytes) }
        let colons = bytes.count { $0 == UInt8(ascii: ":") }
        guard colons == 1, !bytes.contains(UInt8(ascii: "/")) else {
            return TargetGroup.Target(host: try HostText.parse(text))
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return TargetGroup.Target(
            host: try HostText.parse(String(parts[0])), port: try port(parts[1], of: text))
    }

    private static func bracketed(
        _ text: String, _ bytes: [UInt8]
    ) throws(Mistake) -> TargetGroup.Target {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else {
            throw Mistake("\(Excerpt.of(text)) has no ] for its [", suggestion)
        }
        let inner = String(decoding: bytes[1..<end], as: UTF8.self)
        guard let address = IPAddress(inner), address.isV6 else {
            throw Mistake(
                "\(Excerpt.of(text)) has no IPv6 address in its brackets",
                "write brackets around an IPv6 address alone, such as [2001:db8::1]:443")
        }
        let rest = bytes[(end + 1)...]
        guard let first = rest.first else { return TargetGroup.Target(host: .address(address)) }
        guard first == UInt8(ascii: ":") else {
            throw Mistake("\(Excerpt.of(text)) goes on behind its ]", "write [address]:port")
        }
        let written = Substring(decoding: rest.dropFirst(), as: UTF8.self)
        return TargetGroup.Target(host: .address(address), port: try port(written, of: text))
    }

    private static func port(_ written: Substring, of text: String) throws(Mistake) -> UInt16 {
        guard let port = PortText.parse(String(written)) else {
            throw Mistake(
                "\(Excerpt.of(text)) has a port that is none", "write a number from 1 to 65535")
        }
        return port
    }
}
