import Configuration
import Network
import Probes
import Testing

/// What is right in a configuration, and will yet give trouble.
struct WarningTests {
    private static func probe(
        _ number: Int, interval: Duration, connection: ConnectionOptions = ConnectionOptions()
    ) -> ProbeSettings {
        ProbeSettings(
            server: "load", name: "probe-\(number)", target: "192.0.2.1:443", interval: interval,
            options: TCPProbeOptions(
                host: .address(.v4(0xc000_0201)), port: 443, connection: connection))
    }

    @Test func `a destination of 301 connections a second is worth a warning, one of 300 is not`() {
        var settings = Settings(
            probes: (0..<30).map { Self.probe($0, interval: .milliseconds(100)) })
        #expect(settings.warnings.isEmpty)
        settings.probes.append(Self.probe(30, interval: .seconds(1)))
        #expect(
            settings.warnings.map(\.description) == [
                "load/probe-0: 31 probes make 301 connections a second to 192.0.2.1:443, and above "
                    + "300 local ports may run out; write close: reset, or longer intervals"
            ])
    }

    @Test func `connections that end by an RST leave no port behind`() {
        let settings = Settings(
            probes: (0..<100).map {
                Self.probe(
                    $0, interval: .milliseconds(100), connection: ConnectionOptions(close: .reset))
            })
        #expect(settings.warnings.isEmpty)
    }

    @Test func `a port that is not to be open leaves none behind`() {
        let settings = Settings(
            probes: (0..<100).map {
                var probe = Self.probe($0, interval: .milliseconds(100))
                probe.options.expectation = .refused
                return probe
            })
        #expect(settings.warnings.isEmpty)
    }

    @Test func `through a proxy it is the proxy that is connected to`() {
        func settings(proxies: UInt32) -> Settings {
            Settings(
                probes: (0..<32).map {
                    var probe = Self.probe($0, interval: .milliseconds(100))
                    probe.target = "192.0.2.\($0):443"
                    let address = IPAddress.v4(0x0a00_0000 + UInt32($0) % proxies)
                    probe.options.proxy = ProxySettings(
                        kind: .socks5, host: .address(address), port: 1080)
                    return probe
                })
        }
        #expect(settings(proxies: 2).warnings.isEmpty)
        #expect(
            settings(proxies: 1).warnings.map(\.description) == [
                "load/probe-0: 32 probes make 320 connections a second to 10.0.0.0:1080, and above "
                    + "300 local ports may run out; write close: reset, or longer intervals"
            ])
    }

    @Test func `each source address has ports of its own`() {
        let sources = [IPAddress.v4(0x7f00_0002), .v4(0x7f00_0003)]
        let settings = Settings(
            probes: (0..<60).map {
                Self.probe(
                    $0, interval: .milliseconds(100),
                    connection: ConnectionOptions(source: .address(sources[$0 % 2])))
            })
        #expect(settings.warnings.isEmpty)
        #expect(settings.sources.map(\.probe) == ["load/probe-0", "load/probe-1"])
    }

    @Test func `a parent that does not run here is worth a warning`() throws {
        let settings = try OrganizationTests.load(
            """
            servers:
              - name: net
                probes:
                  - {name: router, host: a, port: 1, gateways: [fra1]}
              - name: web
                depends_on: [net/router]
                probes:
                  - {name: a, host: a, port: 1}
                  - {name: b, host: b, port: 1}
            """)
        #expect(settings.warnings.isEmpty)
        var here = settings
        here.gateway = "fra1"
        #expect(here.running().warnings.isEmpty)
        here.gateway = "nyc1"
        #expect(
            here.running().warnings.map(\.description) == [
                "web/a: 2 probes depend on net/router, which does not run here, so that its "
                    + "failure blocks nobody here; let it run on the same gateway and in the same "
                    + "shard"
            ])
    }

    @Test func `maintenance that concerns nobody is worth a warning`() throws {
        let settings = try OrganizationTests.load(
            """
            maintenance:
              - {name: rack, begin: "02:00", end: "03:00", labels: {rack: "7"}}
              - {name: core, begin: "02:00", end: "03:00", labels: {rack: "8"}}
            servers:
              - name: web
                probes: [{name: a, host: a, port: 1, labels: {rack: "7"}}]
            """)
        #expect(
            settings.warnings.map(\.description) == [
                "maintenance core: it concerns no probe; write servers, probes and labels as the "
                    + "probes have them"
            ])
        var empty = settings
        empty.gateway = "nyc1"
        #expect(empty.running().warnings.count == 1)
    }
}
