import Configuration
import Exporter
import Network
import Simulation
import Testing
import Time

/// What the page says of success and failure.
struct VerdictTests {
    private static let probe = Target.probe()
    private static let refused = "reason=\"refused\",phase=\"connect\""
    private static let timeout = "reason=\"timeout\",phase=\"connect\""

    @Test func `a success is told with all that belongs to it, and nothing else`() throws {
        let page = try Target.scene(.accepts(.discards), Self.probe).page(afterSeconds: 100)
        let attempts = try #require(page["probe_attempts_total", Self.probe])
        #expect((10...11).contains(attempts))
        #expect(page["probe_success", Self.probe] == 1)
        #expect(page["probe_up", Self.probe] == 1)
        for family in [
            "probe_failures_total", "probe_inconclusive_total",
            "probe_slots_missed_total", "probe_consecutive_failures", "probe_state_changes_total",
            "probe_objective_failures_total",
        ] {
            #expect(page[family, Self.probe] == 0, "\(family)")
        }
        #expect(page["probe_connects_total", Self.probe] == attempts)
        #expect(page["probe_objective_attempts_total", Self.probe] == attempts)
        #expect(page["probe_connect_duration_seconds_count", Self.probe] == attempts)
        #expect(page["probe_attempt_duration_seconds_count", Self.probe] == attempts)
        #expect(page["probe_duration_seconds", Self.probe] == 0.02)
        #expect(page["probe_ip_protocol", Self.probe] == 4)
        #expect(
            page.all("probe_last_phase_seconds", Self.probe)
                == ["phase=\"connect\"": 0.02, "phase=\"attempt\"": 0.02])
        #expect(
            page.all("probe_address_info", Self.probe)["ip=\"10.0.0.0\",canonical_name=\"\""] == 1)
        for family in [
            "probe_failure_reasons_total", "probe_last_failure_info", "probe_tls",
            "probe_certificate", "probe_ssl", "probe_dns", "probe_resolve",
            "probe_connects_slow_total",
        ] {
            #expect(!page.series.contains { $0.name.hasPrefix(family) }, "\(family)")
        }
    }

    @Test func `nothing is said before the first verdict, and counters stand at zero`() throws {
        let scene = try ExporterScene(
            Target.world(.localTrouble(.descriptors)), Settings(probes: [Self.probe]))
        let pages = try scene.pages(afterSeconds: 0, 60)
        for page in pages {
            #expect(page["probe_success", Self.probe] == nil)
            #expect(page["probe_up", Self.probe] == nil)
            #expect(page["probe_failures_total", Self.probe] == 0)
            #expect(page["probe_last_conclusive_timestamp_seconds", Self.probe] == nil)
            #expect(page["probe_state_change_timestamp_seconds", Self.probe] == nil)
        }
        #expect(pages[0]["probe_attempts_total", Self.probe] == 0)
        #expect(pages[0]["probe_connect_duration_seconds_count", Self.probe] == 0)
        let attempts = try #require(pages[1]["probe_attempts_total", Self.probe])
        #expect(attempts >= 6)
        #expect(pages[1]["probe_inconclusive_total", Self.probe] == attempts)
        #expect(pages[1]["sonde_inconclusive_total{reason=\"descriptors\"}"] == attempts)
        #expect(pages[1]["probe_last_attempt_timestamp_seconds", Self.probe] != nil)
    }

    @Test func `our own trouble changes no verdict`() throws {
        let scene = try Target.scene(.accepts(.discards), Self.probe)
        scene.world.plan((0, .accepts(.discards)), (100, .localTrouble(.ports)))
        let pages = try scene.pages(afterSeconds: 99, 200)
        #expect(pages[1]["probe_inconclusive_total", Self.probe] == 10)
        for family in [
            "probe_success", "probe_up", "probe_failures_total", "probe_duration_seconds",
            "probe_consecutive_failures", "probe_last_conclusive_timestamp_seconds",
            "probe_state_changes_total", "probe_objective_attempts_total",
        ] {
            #expect(pages[0][family, Self.probe] == pages[1][family, Self.probe], "\(family)")
        }
        #expect(scene.world.log.lines.isEmpty)
    }

    @Test func `reasons appear with the first of their kind and stay`() throws {
        let scene = try Target.scene(.accepts(.discards), Self.probe)
        scene.world.plan(
            (0, .accepts(.discards)), (100, .refuses), (200, .silent), (300, .accepts(.discards)))
        let pages = try scene.pages(afterSeconds: 99, 199, 299, 399)
        let reasons = pages.map { $0.all("probe_failure_reasons_total", Self.probe) }
        #expect(reasons[0] == [:])
        #expect(reasons[1] == [Self.refused: 10])
        #expect(reasons[2][Self.refused] == 10)
        #expect((9...10).contains(reasons[2][Self.timeout] ?? 0))
        #expect(reasons[3] == [Self.refused: 10, Self.timeout: 10])
        let present = pages.map { $0.all("probe_last_failure_info", Self.probe) }
        #expect(present == [[:], [Self.refused: 1], [Self.timeout: 1], [:]])
        #expect(pages.map { $0["probe_success", Self.probe] } == [1, 0, 0, 1])
        #expect(pages.map { $0["probe_state_changes_total", Self.probe] } == [0, 1, 1, 2])
        let failures = pages.map { $0["probe_consecutive_failures", Self.probe] ?? -1 }
        #expect(failures[0] == 0 && failures[1] == 10 && failures[2] >= 19 && failures[3] == 0)
    }

    @Test func `changes of the state are logged once, with their reason`() throws {
        let scene = try Target.scene(.accepts(.discards), Self.probe, Target.probe(1))
        scene.world.plan(
            of: 0, (0, .accepts(.discards)), (100, .refuses), (200, .accepts(.discards)))
        scene.world.plan(of: 1, (0, .refuses), (150, .accepts(.discards)))
        _ = try scene.page(afterSeconds: 300)
        let lines = scene.world.log.lines
        #expect(
            lines.map(\.message)
                == ["Probe is down", "Probe is down", "Probe is up", "Probe is up"])
        #expect(lines.map(\.level) == [.warn, .warn, .info, .info])
        #expect(lines.map { $0["probe"] } == ["probe-1", "probe-0", "probe-1", "probe-0"])
        #expect(lines[1]["server"] == "server" && lines[1]["target"] == "10.0.0.0:443")
        #expect(lines[1]["reason"] == "refused" && lines[1]["phase"] == "connect")
    }

    @Test func `timestamps tell when it last ended, succeeded and changed`() throws {
        let scene = try Target.scene(.accepts(.discards), Self.probe)
        scene.world.plan((0, .accepts(.discards)), (100, .refuses))
        let pages = try scene.pages(afterSeconds: 99, 199)
        let start = 1_767_225_600.0
        func age(_ family: String, _ page: Int) -> Double {
            (pages[page]["probe_\(family)_timestamp_seconds", Self.probe] ?? 0) - start
        }
        #expect((0...20).contains(age("state_change", 0)))
        #expect((88...99).contains(age("last_success", 0)))
        #expect(age("last_attempt", 0) == age("last_success", 0))
        #expect((100...110.1).contains(age("state_change", 1)))
        #expect((90...100.1).contains(age("last_success", 1)))
        #expect((189...199).contains(age("last_conclusive", 1)))
        #expect(age("last_attempt", 1) == age("last_conclusive", 1))
        #expect(age("judged_since", 1) == 0)
    }

    @Test func `phases that were not reached are absent`() throws {
        let named = Target.probe(0, name: "target.example", tls: true)
        let world = Target.world(.refuses)
        world.resolver.set(.answers([Target.endpoint().address]), for: "target.example")
        let facts = DayTarget.facts()
        world.plan((0, Target.secure(world, facts)), (100, .refuses))
        let scene = try ExporterScene(world, Settings(probes: [named]))
        let pages = try scene.pages(afterSeconds: 99, 199)
        let phases = pages.map { $0.all("probe_last_phase_seconds", named) }
        #expect(
            phases[0] == [
                "phase=\"resolve\"": 0.02, "phase=\"connect\"": 0.02, "phase=\"tls\"": 0.02,
                "phase=\"attempt\"": 0.06,
            ])
        #expect(phases[1] == ["phase=\"resolve\"": 0.02])
        #expect(pages[0]["probe_dns_lookup_time_seconds", named] == 0.02)
        let counts = ["resolve", "connect", "tls", "attempt"].map { phase in
            pages.map { $0["probe_\(phase)_duration_seconds_count", named] ?? -1 }
        }
        #expect(counts[0][1] == counts[0][0] + 10)
        for count in counts[1...] { #expect(count[1] == count[0]) }
        #expect(
            pages[1].all("probe_address_info", named)
                == ["ip=\"10.0.0.0\",canonical_name=\"target.example\"": 1])
    }

    @Test func `a connection is slow when it takes longer than the threshold, not as long`() throws
    {
        var probes = Target.probes(3)
        probes[0].thresholds.connectTime = .milliseconds(19)
        probes[1].thresholds.connectTime = .milliseconds(20)
        let scene = try ExporterScene(Target.world(), Settings(probes: probes))
        let page = try scene.page(afterSeconds: 60)
        let connects = page["probe_connects_total", probes[0]]
        #expect(connects ?? 0 >= 6)
        #expect(page["probe_connects_slow_total", probes[0]] == connects)
        #expect(page["probe_connects_slow_total", probes[1]] == 0)
        #expect(page["probe_connects_slow_total", probes[2]] == nil)
        #expect(page["probe_threshold_connect_seconds", probes[0]] == 0.019)
    }
}
