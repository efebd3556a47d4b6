import Network
import Probes
import Simulation
import Testing

struct ProxyProtocolTests {
    private static func options(
        _ version: ProxyProtocolVersion, _ base: TCPProbeOptions = Scene.options()
    ) -> TCPProbeOptions {
        var options = base
        options.proxyProtocol = version
        return options
    }

    @Test func `version 1 tells both ends in a line`() throws {
        let heard = Heard()
        let report = try Scene(heard.behaviour).attempt(Self.options(.version1))
        #expect(report.verdict == .success)
        #expect(report.duration == report.phases.connect)
        let words = heard.text.split(separator: " ")
        try #require(words.count == 6)
        #expect(words[..<4] == ["PROXY", "TCP4", "127.0.0.1", "192.0.2.1"])
        #expect(UInt16(words[4]) != nil)
        #expect(words[5] == "443\r\n")
    }

    @Test func `version 2 tells both ends in bytes`() throws {
        let heard = Heard()
        _ = try Scene(heard.behaviour).attempt(Self.options(.version2))
        #expect(heard.bytes.count == 16 + 12)
        #expect(heard.bytes[12..<16] == [0x21, 0x11, 0, 12])
        #expect(heard.bytes[16..<24] == [127, 0, 0, 1, 192, 0, 2, 1])
        #expect(heard.bytes[26...] == [1, 187])
    }

    @Test func `an IPv6 connection tells IPv6 addresses`() throws {
        let heard = Heard()
        let scene = Scene()
        scene.world.network.set(
            heard.behaviour, at: Endpoint(address: Scene.v6, port: 443))
        let base = Scene.options(.address(Scene.v6))
        _ = try scene.attempt(Self.options(.version1, base))
        #expect(heard.text.hasPrefix("PROXY TCP6 ::1 2001:db8::1 "))
    }

    @Test func `it comes before TLS`() throws {
        let heard = Heard()
        var options = Self.options(.version1, Scene.options(tls: true))
        options.timeout = .seconds(1)
        let report = try Scene(heard.behaviour).attempt(options)
        #expect(report.verdict == .failure(.timeout, .tls))
        let end = try #require(heard.text.firstRange(of: "\r\n")?.upperBound)
        #expect(heard.text.hasPrefix("PROXY TCP4 "))
        #expect(!heard.text[end...].isEmpty)
    }

    @Test(arguments: [
        (ProxyProtocolVersion.version1, Array("PROXY UNKNOWN\r\n".utf8)),
        (
            .version2,
            [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a] + Array("QUIT\n".utf8) + [0x20, 0, 0, 0]
        ),
    ])
    func `behind a proxy it comes inside the tunnel and tells no address`(
        version: ProxyProtocolVersion, header: [UInt8]
    ) throws {
        let scene = Scene.proxied(
            Scene.turns(.socks5, then: [.hear(header), .say("220 hello\r\n")]))
        var options = Self.options(version, Scene.proxiedOptions(.socks5))
        options.script = Script([Script.Part(.script, [try .expect("^220 ")])])
        #expect(try scene.attempt(options).verdict == .success)
    }

    @Test(arguments: [(true, Phase.tls), (false, .exchange)])
    func `a peer that breaks off before it is told fails in the phase that follows`(
        tls: Bool, phase: Phase
    ) throws {
        var options = Self.options(.version1, Scene.options(tls: tls))
        if !tls { options.script = Script([Script.Part(.script, [try .expect("^220 ")])]) }
        let report = try Scene(.resetsAfterAccept).attempt(options)
        #expect(report.verdict == .failure(.reset, phase))
    }
}
