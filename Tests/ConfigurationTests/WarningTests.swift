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
}
