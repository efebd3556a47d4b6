import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// What the page says of probes that go through a proxy.
struct ProxyTests {
    private static let endpoint = Endpoint(address: .v4(0xc633_6401), port: 3128)

    private static let probe: ProbeSettings = {
        var probe = Target.probe(name: "target.example")
        probe.options.proxy = ProxySettings(
            kind: .http, host: .address(endpoint.address), port: endpoint.port,
            login: ProxySettings.Login(username: "monitor", passwordFile: "/run/password"))
        probe.histograms = [.connect, .attempt]
        return probe
    }()

    /// A world whose proxy answers so, and which cannot be left in any other way.
    private static func scene(_ answer: String) throws -> ExporterScene {
        let world = Target.world(.silent)
        world.resolver.set(.fails(.notFound), for: "target.example")
        world.files.set("/run/password", "open")
        world.network.set(
            .accepts(
                .scripted {
                    ServerTurns([.hear("CONNECT target.example:443 HTTP/1.1\r\n"), .say(answer)])
                }), at: endpoint)
        return try ExporterScene(world, Settings(probes: [probe]))
    }

    @Test func `the way to the proxy is a phase of the last attempt, and has no histogram`() throws
    {
        let page = try Self.scene("HTTP/1.1 200 OK\r\n\r\n").page(afterSeconds: 60)
        #expect(page["probe_success", Self.probe] == 1)
        #expect(
            page.all("probe_last_phase_seconds", Self.probe) == [
                "phase=\"proxy\"": 0.02, "phase=\"connect\"": 0.02, "phase=\"attempt\"": 0.04,
            ])
        let attempts = try #require(page["probe_attempts_total", Self.probe])
        #expect(page["probe_connects_total", Self.probe] == attempts)
        #expect(page["probe_connect_duration_seconds_count", Self.probe] == attempts)
        #expect(page["probe_connect_duration_seconds_sum", Self.probe] == attempts * 0.02)
        for family in [
            "probe_proxy", "probe_resolve", "probe_dns", "probe_address_info", "probe_ip_protocol",
        ] {
            #expect(!page.series.contains { $0.name.hasPrefix(family) }, "\(family)")
        }
    }

    @Test func `what the proxy refuses is told by its reason and phase`() throws {
        let page = try Self.scene("HTTP/1.1 403 Forbidden\r\n\r\n").page(afterSeconds: 60)
        #expect(page["probe_success", Self.probe] == 0)
        let failures = page.all("probe_failure_reasons_total", Self.probe)
        #expect(Array(failures.keys) == ["reason=\"proxy_refused\",phase=\"proxy\""])
        #expect(page.all("probe_last_phase_seconds", Self.probe).isEmpty)
        #expect(page["probe_connects_total", Self.probe] == 0)
    }

    @Test func `a password that cannot be read changes no verdict`() throws {
        let scene = try Self.scene("HTTP/1.1 200 OK\r\n\r\n")
        scene.world.loop.schedule(after: .seconds(50)) {
            scene.world.files.set("/run/password", failing: .permission)
        }
        let page = try scene.page(afterSeconds: 100)
        #expect(page["probe_success", Self.probe] == 1)
        #expect(page["probe_failures_total", Self.probe] == 0)
        let inconclusive = try #require(page["probe_inconclusive_total", Self.probe])
        #expect(inconclusive >= 4)
        #expect(page["sonde_inconclusive_total{reason=\"credentials\"}"] == inconclusive)
    }
}
