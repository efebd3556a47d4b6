import Configuration
import Network
import Probes
import Testing

/// In which way connections leave, and what a port is to be.
struct WaysTests {
    private static func options() throws -> [String: TCPProbeOptions] {
        let bytes = try #require(FixtureFolder.bytes(of: "ways.yml", in: "valid"))
        let loader = ConfigurationLoader(files: FakeFiles.forFixtures)
        let settings = try loader.load(bytes, name: "ways.yml", directory: "/etc/sonde")
        return Dictionary(
            uniqueKeysWithValues: settings.probes.map { ($0.name, $0.options) })
    }

    @Test func `ways out are inherited, replaced and switched off`() throws {
        let options = try Self.options()
        #expect(
            options["inherits"]?.connection
                == ConnectionOptions(source: .interface("eth1"), trafficClass: 8, close: .reset))
        #expect(
            options["address"]?.connection
                == ConnectionOptions(
                    source: .address(try #require(IPAddress("192.0.2.7"))), trafficClass: 46))
        #expect(
            options["address6"]?.connection
                == ConnectionOptions(
                    source: .address(try #require(IPAddress("2001:db8::7"))), trafficClass: 46,
                    close: .reset))
        #expect(options["none"]?.connection == ConnectionOptions(close: .reset))
    }

    @Test func `from an address only those of its family are tried`() throws {
        let options = try Self.options()
        #expect(options["inherits"]?.addressPolicy == .any)
        #expect(options["address"]?.addressPolicy == .ip4)
        #expect(options["address6"]?.addressPolicy == .ip6)
        // The proxy is connected to, and the target has another family.
        #expect(options["proxied"]?.addressPolicy == .ip4)
    }

    @Test(arguments: PortExpectation.allCases)
    func `a port is to be what is written`(expectation: PortExpectation) throws {
        let name = expectation == .closed ? "no-telnet" : expectation.rawValue
        #expect(try Self.options()[name]?.expectation == expectation)
    }

    @Test func `a port is to be open where nothing is written`() throws {
        #expect(try Self.options()["none"]?.expectation == .open)
    }

    @Test(arguments: [
        ("0", 0), ("63", 63), ("cs0", 0), ("cs7", 56), ("af11", 10), ("af43", 38), ("AF21", 18),
        ("ef", 46), ("va", 44), ("voice-admit", 44), ("le", 1),
    ])
    func `a class of traffic has a number and often a name`(text: String, value: UInt8) throws {
        let loader = ConfigurationLoader(files: FakeFiles())
        let yaml = """
            servers:
              - name: a
                probes: [{name: b, host: c, port: 1, dscp: \(text)}]
            """
        let settings = try loader.load(Array(yaml.utf8), name: "sonde.yml", directory: "")
        #expect(settings.probes[0].options.connection.trafficClass == value)
    }
}
