import Configuration
import Network
import Probes
import Testing

/// What a configuration says of proxies and the PROXY protocol.
struct ProxyTests {
    private static func load(_ files: FakeFiles = .forFixtures) throws -> Settings {
        let bytes = try #require(FixtureFolder.bytes(of: "proxies.yml", in: "valid"))
        return try ConfigurationLoader(files: files)
            .load(bytes, name: "proxies.yml", directory: "/etc/sonde")
    }

    @Test func `a proxy is inherited, replaced and switched off`() throws {
        let login = ProxySettings.Login(
            username: "monitor", passwordFile: "/etc/sonde/proxy-password")
        let shared = ProxySettings(kind: .socks5, host: .name("proxy.example.com"), port: 1080)
        let v6 = IPAddress.v6(high: 0x2001_0db8_0000_0000, low: 1, scope: 0)
        let expected: [ProxySettings?] = [
            shared, nil, nil,
            ProxySettings(kind: .http, host: .address(v6), port: 3128, login: login),
            ProxySettings(kind: .http, host: .address(.v4(0xc000_0207)), port: 8080),
            ProxySettings(
                kind: .socks5, host: .name("localhost"), port: 1,
                login: ProxySettings.Login(
                    username: "a:b", passwordFile: "/etc/sonde/proxy-password")),
        ]
        let probes = try Self.load().probes
        #expect(probes.map(\.options.proxy) == expected)
        #expect(
            probes.map { $0.options.proxy?.url } == [
                "socks5://proxy.example.com:1080", nil, nil, "http://[2001:db8::1]:3128",
                "http://192.0.2.7:8080", "socks5://localhost:1",
            ])
    }

    @Test func `the PROXY protocol is inherited, replaced and switched off`() throws {
        let versions = try Self.load().probes.map(\.options.proxyProtocol)
        #expect(versions == [.version1, nil, nil, .version2, .version2, .version2])
    }

    @Test func `what a proxy resolves has no histogram`() throws {
        #expect(try Self.load().probes[0].histograms == [.connect])
    }

    @Test func `the file of a password is read once, and what it holds is not kept`() throws {
        let files = FakeFiles.forFixtures
        let settings = try Self.load(files)
        #expect(files.readingCount(of: "/etc/sonde/proxy-password") == 1)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test func `no mistake shows what may be a password`() throws {
        let names = FixtureFolder.names(in: "mistakes").filter {
            $0.hasPrefix("proxy-") || $0.hasPrefix("account")
        }
        #expect(names.contains("account-text") && names.contains("accounts-list"))
        for name in names {
            let bytes = try #require(FixtureFolder.bytes(of: "\(name).txt", in: "mistakes"))
            #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2"), "\(name)")
        }
    }
}
