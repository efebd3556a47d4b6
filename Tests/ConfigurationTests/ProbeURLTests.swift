import Configuration
import Network
import Probes
import Testing

@Suite struct ProbeURLTests {
    @Test(arguments: [
        ("tcp://example.com:22", Host.name("example.com"), 22 as UInt16, nil as String?),
        ("tls://example.com:443", .name("example.com"), 443, "example.com"),
        ("tcp://192.0.2.1:1", .address(.v4(0xc000_0201)), 1, nil),
        ("tls://[::1]:65535", .address(.loopback6), 65535, "::1"),
    ])
    func `a target is read`(
        text: String, host: Host, port: UInt16, serverName: String?
    ) throws {
        let settings = try ProbeURL(text).settings()
        #expect(settings.options.host == host)
        #expect(settings.options.port == port)
        #expect(settings.options.tls?.serverName == serverName)
    }

    @Test(arguments: [
        ("http://example.com:80", "begins with neither tcp:// nor tls://"),
        ("tcp://example.com", "has no port"), ("tcp://example.com:0", "has no port"),
        ("tcp://example.com:65536", "has no port"), ("tcp://:1", "the host is empty"),
        ("tcp://::1:1", "write tcp://[::1]:PORT"), ("tcp://[1.2.3.4]:1", "no IPv6 address"),
        ("tcp://exa mple:1", "exa mple"), ("tls://a/b:1", "more than a host"),
    ])
    func `a wrong target is refused with what would be right`(
        text: String, part: String
    ) {
        let url = ProbeURL(text)
        let error = #expect(throws: ProbeURLError.self) { try url.settings() }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "no error")")
    }

    @Test(arguments: ["payments/api", "example.com:22", "", "tcp:/x"])
    func `what has no scheme says so`(text: String) {
        #expect(!ProbeURL(text).hasScheme)
    }
}
