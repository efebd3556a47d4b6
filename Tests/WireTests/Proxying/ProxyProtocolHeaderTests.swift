import Testing
import Wire

/// The bytes are those of haproxy's proxy-protocol.txt, put together by hand.
struct ProxyProtocolHeaderTests {
    private static let ip4 = ProxyProtocolHeader.Way(
        from: NumericEndpoint(text: "192.168.0.1", octets: [192, 168, 0, 1], port: 56324),
        to: NumericEndpoint(text: "192.168.0.11", octets: [192, 168, 0, 11], port: 443))
    private static let loopback6 = NumericEndpoint(
        text: "::1", octets: [UInt8](repeating: 0, count: 15) + [1], port: 65535)

    private static let signature: [UInt8] =
        [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a] + Array("QUIT\n".utf8)

    private func text(_ way: ProxyProtocolHeader.Way?) -> String {
        String(decoding: ProxyProtocolHeader.version1(way), as: UTF8.self)
    }

    @Test func `version 1 is a line`() {
        #expect(text(Self.ip4) == "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n")
        let ip6 = ProxyProtocolHeader.Way(from: Self.loopback6, to: Self.loopback6)
        #expect(text(ip6) == "PROXY TCP6 ::1 ::1 65535 65535\r\n")
    }

    @Test func `version 2 is a header with addresses in bytes`() {
        let rest4: [UInt8] =
            [0x21, 0x11, 0, 12, 192, 168, 0, 1, 192, 168, 0, 11, 0xdc, 0x04, 0x01, 0xbb]
        #expect(ProxyProtocolHeader.version2(Self.ip4) == Self.signature + rest4)
        let ip6 = ProxyProtocolHeader.Way(from: Self.loopback6, to: Self.loopback6)
        let octets = Self.loopback6.octets
        let rest6: [UInt8] = [0x21, 0x21, 0, 36] + octets + octets + [0xff, 0xff, 0xff, 0xff]
        #expect(ProxyProtocolHeader.version2(ip6) == Self.signature + rest6)
    }

    @Test func `without addresses of one family nothing is said about them`() {
        let mixed = ProxyProtocolHeader.Way(from: Self.loopback6, to: Self.ip4.destination)
        for way in [nil, mixed] {
            #expect(text(way) == "PROXY UNKNOWN\r\n")
            #expect(ProxyProtocolHeader.version2(way) == Self.signature + [0x20, 0, 0, 0])
        }
    }
}
