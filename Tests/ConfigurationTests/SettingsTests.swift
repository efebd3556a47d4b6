import Configuration
import Network
import Probes
import Testing

/// Right configurations, and the settings that they give.
struct SettingsTests {
    private static func load(_ name: String, _ files: FakeFiles? = nil) throws -> Settings {
        let bytes = try #require(FixtureFolder.bytes(of: "\(name).yml", in: "valid"))
        let loader = ConfigurationLoader(files: files ?? FakeFiles.forFixtures)
        return try loader.load(bytes, name: "\(name).yml", directory: "/etc/sonde")
    }

    @Test func `the smallest configuration has all that is built in`() throws {
        let options = TCPProbeOptions(host: .name("example.com"), port: 443)
        let probe = ProbeSettings(
            server: "web", name: "https", target: "example.com:443", options: options)
        #expect(try Self.load("smallest") == Settings(probes: [probe]))
    }

    @Test func `a byte order mark and CRLF are allowed`() throws {
        let text =
            "\u{feff}servers:\r\n- name: web\r\n  probes:\r\n  - name: https\r\n"
            + "    host: example.com\r\n    port: 443\r\n"
        let loader = ConfigurationLoader(files: FakeFiles())
        let settings = try loader.load(Array(text.utf8), name: "sonde.yml", directory: "")
        #expect(try settings == Self.load("smallest"))
    }

    @Test func `gateway and name servers are those of the file`() throws {
        let settings = try Self.load("inheritance")
        #expect(settings.gateway == "fra1")
        #expect(
            settings.resolvers.map(\.description)
                == ["10.0.0.53:53", "10.0.0.54:5353", "[2001:db8::53]:53", "[2001:db8::54]:5353"])
    }

    @Test func `probes stand in the order of the file`() throws {
        let settings = try Self.load("inheritance")
        #expect(settings.probes.map(\.server) == ["payments", "payments", "dns"])
        #expect(settings.probes.map(\.name) == ["api", "ssh", "tcp"])
    }

    @Test func `what a probe says wins over its server and the defaults`() throws {
        let probe = try Self.load("inheritance").probes[0]
        #expect(probe.interval == .milliseconds(90_000))
        #expect(probe.options.timeout == .seconds(1))
        #expect(probe.options.connectTimeout == .milliseconds(500))
        #expect(probe.options.addressPolicy == .any)
        #expect(probe.histograms == [])
        #expect(probe.description.text == "Public API")
        #expect(probe.description.organization == "")
        #expect(probe.description.owner == "api-team")
        #expect(probe.description.role == "staging")
        #expect(probe.description.site == "12")
    }

    @Test func `what a server says wins over the defaults`() throws {
        let probe = try Self.load("inheritance").probes[1]
        #expect(probe.interval == .seconds(30))
        #expect(probe.options.timeout == .seconds(4))
        #expect(probe.options.connectTimeout == .seconds(2))
        #expect(probe.options.addressPolicy == .preferIP6)
        #expect(probe.description.text == "Card payments edge")
        #expect(probe.description.organization == "Retail")
        #expect(probe.description.owner == "payments-team")
    }

    @Test func `what nobody else says comes from the defaults`() throws {
        let probe = try Self.load("inheritance").probes[2]
        #expect(probe.interval == .seconds(60))
        #expect(probe.options.addressPolicy == .ip4)
        #expect(probe.description.text == "")
        #expect(probe.description.owner == "everybody")
        #expect(probe.description.site == "Frankfurt")
        #expect(probe.target == "Ns_1.example.com.:53")
    }

    @Test func `a probe gets the histograms of the phases that it has`() throws {
        let probes = try Self.load("inheritance").probes
        #expect(probes[1].histograms == [.connect, .attempt])
        #expect(probes[2].histograms == [.resolve, .connect, .attempt])
        #expect(
            try Self.load("tls").probes.map(\.histograms)[...1] == [[.connect], [.connect, .tls]])
    }

    @Test func `timeouts that are built in shrink to what is written`() throws {
        let probes = try Self.load("timing").probes
        let milliseconds: [(Int, Int, Int)] = [
            (300_000, 5000, 2000), (3000, 3000, 2000), (100, 100, 100), (300_000, 1, 1),
            (300_000, 300_000, 2000), (2000, 2000, 2000), (365 * 86_400_000, 5000, 2000),
            (363 * 86_400_000 + 86_399_999, 5000, 2000), (60_000, 5000, 2000),
        ]
        #expect(probes.count == milliseconds.count)
        for (probe, (interval, timeout, connectTimeout)) in zip(probes, milliseconds) {
            #expect(probe.interval == .milliseconds(interval), "\(probe.name)")
            #expect(probe.options.timeout == .milliseconds(timeout), "\(probe.name)")
            #expect(probe.options.connectTimeout == .milliseconds(connectTimeout), "\(probe.name)")
        }
    }

    @Test func `labels are merged and sorted, and an empty one is taken away`() throws {
        let labels = try Self.load("labels").probes.map { probe in
            probe.labels.map { "\($0.name)=\($0.value)" }
        }
        let area = "area=größer \"x\"\n"
        #expect(
            labels == [
                [area, "on=yes", "tier=2", "zone=a"],
                ["_x9=null", area, "on=yes", "tier=2", "zone=b"],
                [area, "on=yes"],
                ["on=yes", "tier=1", "zone=a"],
            ])
    }

    @Test func `thresholds are merged by key, and null switches one off`() throws {
        let thresholds = try Self.load("thresholds").probes.map(\.thresholds)
        var expected = Thresholds()
        expected.connectTime = .milliseconds(100)
        expected.availability = 0.999
        expected.slowShare = 0.05
        #expect(thresholds[4] == expected)
        expected.slowShare = nil
        expected.downFor = .seconds(120)
        expected.errorRate = 0.001
        #expect(thresholds[0] == expected)
        expected.downFor = .zero
        expected.connectTime = nil
        expected.availability = 0.932
        expected.packetLoss = 1
        expected.certificateExpiry = .seconds(3 * 86_400)
        expected.certificateExpiryCritical = .seconds(3 * 86_400)
        #expect(thresholds[1] == expected)
        #expect(thresholds[3].certificateExpiry == .seconds(400 * 86_400))
        #expect(thresholds[3].certificateExpiryCritical == .seconds(30 * 86_400))
    }

    @Test func `every threshold can be switched off`() throws {
        var expected = Thresholds()
        expected.downFor = nil
        expected.certificateExpiry = nil
        expected.certificateExpiryCritical = nil
        #expect(try Self.load("thresholds").probes[2].thresholds == expected)
    }

    @Test func `hosts are names and addresses, and the target says which`() throws {
        let probes = try Self.load("hosts").probes
        #expect(
            probes.map(\.target) == [
                "API.example.com:443", "example.com.:443", "localhost:80",
                "_sip._tcp.example.com:5061", "3com.1and1:80", "192.0.2.1:80", "[2001:db8::1]:80",
                "[::1]:80", "[::ffff:192.0.2.1]:80",
            ])
        #expect(probes[0].options.host == .name("API.example.com"))
        #expect(probes[5].options.host == .address(.v4(0xc000_0201)))
        #expect(probes[7].options.host == .address(.loopback6))
        #expect(
            probes.map { $0.options.tls?.serverName }
                == [nil, "example.com", nil, nil, nil, "192.0.2.1", "2001:db8::1", nil, nil])
    }

    @Test func `TLS is spoken as the block says`() throws {
        let settings = try Self.load("tls").probes.map(\.options.tls)
        let pem = CertificateAuthorities.pem(Array(FakeFiles.certificate.utf8))
        let block = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
        let expected: [TLSSettings?] = [
            nil,
            TLSSettings(serverName: "example.com"),
            TLSSettings(
                serverName: "www.example.com", verify: false, authorities: pem,
                minimumVersion: .tls10, maximumVersion: .tls13),
            TLSSettings(
                serverName: "example.com", authorities: pem, minimumVersion: .tls12,
                maximumVersion: .tls12),
            TLSSettings(serverName: "2001:db8::1", authorities: .pem(Array(block.utf8))),
        ]
        #expect(settings == expected)
    }

    @Test func `protocols, pins, credentials and an audit are as written`() throws {
        let settings = try Self.load("tls-demands").probes.compactMap(\.options.tls)
        let pin = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(settings.map(\.applicationProtocols) == [["h2", "http/1.1"], [], []])
        #expect(settings.map(\.pins) == [[pin], [pin, String(repeating: "0f", count: 32)], []])
        #expect(
            settings.map(\.credentials) == [
                TLSCredentialFiles(
                    certificate: "/etc/sonde/authority.pem", key: "/etc/sonde/key.pem"),
                TLSCredentialFiles(
                    certificate: "/etc/sonde/both.pem", key: "/etc/sonde/both.pem"), nil,
            ])
        #expect(settings.map(\.auditsVersions) == [true, false, false])
    }

    @Test func `each name of a list is a probe of its own, and a single one is none`() throws {
        let probes = try Self.load("tls-server-names").probes
        #expect(probes.map(\.name) == ["many", "many", "many", "one", "scalar"])
        #expect(
            probes.map(\.serverName)
                == ["a.example.com", "b.example.com", "192.0.2.9", "c.example.com", nil])
        #expect(
            probes.map { $0.options.tls?.serverName } == [
                "a.example.com", "b.example.com", "192.0.2.9", "c.example.com", "d.example.com",
            ])
        #expect(Set(probes.prefix(3).map(\.target)) == ["192.0.2.1:443"])
    }

    @Test(arguments: [
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:99:1B:78:52:"
            + "B8:55",
    ])
    func `a pin is the same however it is written`(text: String) throws {
        let yaml = "servers: [{name: a, probes: [{name: b, host: c, port: 1, "
        let bytes = Array((yaml + "tls: {pin_sha256: [\"\(text)\"]}}]}]").utf8)
        let settings = try ConfigurationLoader(files: FakeFiles())
            .load(bytes, name: "sonde.yml", directory: "")
        // That of nothing (FIPS 180-4).
        #expect(
            settings.probes.first?.options.tls?.pins
                == ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"])
    }

    @Test func `a file of certificates is read once`() throws {
        let files = FakeFiles.forFixtures
        _ = try Self.load("tls", files)
        #expect(files.readingCount(of: "/etc/sonde/authority.pem") == 1)
    }
}
