import Configuration
import Network
import Probes
import Scheduling
import Testing
import Time

/// Who runs a probe, what its state needs, on what it depends, and what it is aimed at.
struct OrganizationTests {
    static func load(_ text: String, gateway: String? = nil) throws -> Settings {
        let loader = ConfigurationLoader(
            files: FakeFiles.forFixtures,
            gatewayOverride: gateway.map { GatewayOverride($0, from: "--gateway") })
        return try loader.load(Array(text.utf8), name: "sonde.yml", directory: "/etc/sonde")
    }

    private static let gateways = """
        servers:
          - name: eu
            gateways: [fra1, ams1]
            probes:
              - {name: a, host: a, port: 1}
              - {name: b, host: b, port: 1, gateways: [nyc1]}
              - {name: c, host: c, port: 1, gateways: null}
          - name: all
            probes: [{name: d, host: d, port: 1}]
        """

    @Test(arguments: [
        (nil, ["eu/c", "all/d"]), ("fra1", ["eu/a", "eu/c", "all/d"]),
        ("nyc1", ["eu/b", "eu/c", "all/d"]), ("fra", ["eu/c", "all/d"]),
    ])
    func `a vantage point runs what names it, and what names none`(
        gateway: String?, expected: [String]
    ) throws {
        let settings = try Self.load(Self.gateways, gateway: gateway)
        #expect(settings.probes.count == 4)
        #expect(settings.running().probes.map(\.qualifiedName) == expected)
        #expect(settings.running().gateway == gateway)
    }

    @Test func `shares have each probe once, and a sixth one takes about a sixth`() throws {
        let hosts = (0..<600).map { "h\($0).example.com" }.joined(separator: ", ")
        let settings = try Self.load(
            "servers: [{name: a, probes: [{name: b, hosts: [\(hosts)], port: 1}]}]")
        func owners(of count: Int) throws -> [String: Int] {
            var owners: [String: Int] = [:]
            for index in 0..<count {
                let shard = try #require(Shard(index, of: count))
                for probe in settings.running(shard).probes {
                    #expect(owners.updateValue(index, forKey: probe.target) == nil)
                }
            }
            #expect(owners.count == 600)
            return owners
        }
        let five = try owners(of: 5)
        let six = try owners(of: 6)
        let moved = six.filter { five[$0.key] != $0.value }
        #expect(moved.allSatisfy { $0.value == 5 })
        #expect((70...130).contains(moved.count))
    }

    @Test func `hosts make one target each, with all else in common`() throws {
        let settings = try Self.load(
            """
            servers:
              - name: mail
                probes:
                  - {name: mx, hosts: [mx1.example.com, 192.0.2.7, "2001:db8::7"], service: smtps}
            """)
        let probes = settings.probes
        #expect(
            probes.map(\.target) == ["mx1.example.com:465", "192.0.2.7:465", "[2001:db8::7]:465"])
        #expect(Set(probes.map(\.qualifiedName)) == ["mail/mx"])
        #expect(
            probes.map { $0.options.tls?.serverName } == [
                "mx1.example.com", "192.0.2.7", "2001:db8::7",
            ])
    }

    @Test func `a confirmation is inherited, taken back, and shrinks to the interval`() throws {
        let settings = try Self.load(
            """
            defaults: {confirm: {down: 3, up: 2}}
            servers:
              - name: a
                probes:
                  - {name: a, host: a, port: 1}
                  - {name: b, host: a, port: 2, interval: 2s}
                  - {name: c, host: a, port: 3, confirm: null}
                  - {name: d, host: a, port: 4, confirm: {up: 4, interval: 1m}}
                  - {name: e, host: a, port: 5, confirm: {down: 1}}
            """)
        let probes = settings.probes
        #expect(probes[0].confirmation == ConfirmationPolicy(down: 3, up: 2, interval: .seconds(5)))
        #expect(probes[1].confirmation == ConfirmationPolicy(down: 3, up: 2, interval: .seconds(2)))
        #expect(probes[2].confirmation == nil)
        #expect(
            probes[3].confirmation == ConfirmationPolicy(down: 1, up: 4, interval: .seconds(60)))
        #expect(probes[4].confirmation == nil)
    }

    @Test func `all probes of a server may depend on one of them`() throws {
        let settings = try Self.load(
            """
            servers:
              - name: site
                depends_on: [site/router]
                probes:
                  - {name: router, host: a, port: 1}
                  - {name: switch, host: b, port: 1}
                  - {name: web, host: c, port: 1, depends_on: [site/switch]}
                  - {name: free, host: d, port: 1, depends_on: null}
            """)
        let parents = Dictionary(
            uniqueKeysWithValues: settings.probes.map { ($0.name, $0.parents) })
        #expect(
            parents == [
                "router": [], "switch": ["site/router"], "web": ["site/switch"], "free": [],
            ])
    }

    @Test func `a gateway of the environment is told of as such`() throws {
        let loader = ConfigurationLoader(
            files: FakeFiles(), gatewayOverride: GatewayOverride("a/b", from: "SONDE_GATEWAY"))
        let refusal = try #require(throws: ConfigurationErrors.self) {
            _ = try loader.load(
                Array("servers: [{name: a, probes: [{name: b, host: c, port: 1}]}]".utf8),
                name: "sonde.yml", directory: "")
        }
        #expect(
            refusal.description
                == "SONDE_GATEWAY: the name \"a/b\" has a /; write another character")
    }
}
