import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// What the page and the log say of ports and of the way to them.
struct PathTests {
    private static func state(_ page: MetricsPage, _ probe: ProbeSettings) -> [String] {
        let all = page.all("probe_port_state", probe)
        return all.filter { $0.value == 1 }.map(\.key)
    }

    @Test func `one state of the port is 1, and the others are 0`() throws {
        let probe = Target.probe()
        let scene = try Target.scene(.accepts(.discards), probe)
        scene.world.plan(
            (0, .accepts(.discards)), (100, .refuses), (200, .silent), (300, .localTrouble(.ports)))
        let pages = try scene.pages(afterSeconds: 99, 199, 299, 399)
        #expect(Self.state(pages[0], probe) == ["state=\"open\""])
        #expect(Self.state(pages[1], probe) == ["state=\"refused\""])
        #expect(Self.state(pages[2], probe) == ["state=\"filtered\""])
        // Our own trouble says nothing of the port.
        #expect(Self.state(pages[3], probe) == ["state=\"filtered\""])
        for page in pages { #expect(page.all("probe_port_state", probe).count == 3) }
    }

    @Test func `a port that should be closed is up while it is, and down when it opens`() throws {
        var probe = Target.probe()
        probe.options.expectation = .closed
        let scene = try Target.scene(.refuses, probe)
        scene.world.plan((0, .refuses), (100, .accepts(.discards)))
        let pages = try scene.pages(afterSeconds: 99, 200)
        #expect(pages[0]["probe_success", probe] == 1)
        #expect(pages[0]["probe_connects_total", probe] == 0)
        #expect(pages[1]["probe_success", probe] == 0)
        #expect(
            pages[1].all("probe_last_failure_info", probe)
                == ["reason=\"unexpectedly_open\",phase=\"connect\"": 1])
    }

    @Test func `the round trip and what was sent again are shown`() throws {
        let probe = Target.probe()
        let scene = try Target.scene(.accepts(.discards), probe)
        let page = try scene.page(afterSeconds: 100)
        #expect(page["probe_tcp_rtt_seconds", probe] == 0.02)
        #expect(page["probe_tcp_rtt_variation_seconds", probe] == 0.01)
        #expect(page["probe_tcp_retransmits_total", probe] == 0)
    }

    @Test func `lost SYNs are counted, and told in the log when they begin`() throws {
        let probe = Target.probe()
        let scene = try Target.scene(.accepts(.discards), probe)
        scene.world.network.set(
            LinkConditions(
                delay: .milliseconds(10) ... .milliseconds(10), lossProbability: 0.3),
            at: Target.endpoint())
        let page = try scene.page(afterSeconds: 2_000)
        let retransmits = try #require(page["probe_tcp_retransmits_total", probe])
        #expect(retransmits > 50)
        let lines = scene.world.log.lines.filter { $0.message == "SYN was lost and sent again" }
        #expect(!lines.isEmpty)
        #expect(Double(lines.count) < retransmits)
        let fields = Dictionary(
            uniqueKeysWithValues: try #require(lines.first).fields.map { ($0.name, $0.value) })
        #expect(Int(fields["retransmits"] ?? "") ?? 0 > 0)
        #expect(Double(fields["connect_seconds"] ?? "") ?? 0 >= 1)
    }
}
