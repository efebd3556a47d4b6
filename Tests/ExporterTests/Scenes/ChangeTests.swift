import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// Another configuration in place of the one that runs.
struct ChangeTests {
    /// Runs one configuration for so many seconds and another for as many; the pages at both ends.
    private static func pages(
        _ behaviour: Behaviour = .accepts(.discards), from old: [ProbeSettings],
        to new: [ProbeSettings], afterSeconds seconds: Int64 = 100
    ) throws -> (before: MetricsPage, after: MetricsPage, end: MetricsPage) {
        let scene = try ExporterScene(Target.world(behaviour), Settings(probes: old))
        let answers = scene.run {
            await scene.sleep(.seconds(seconds))
            let before = await scene.metrics()
            let plan = try? scene.exporter.change(to: Settings(probes: new))
            #expect(plan != nil)
            let after = scene.answerNow()
            await scene.sleep(.seconds(seconds))
            return [before, after, await scene.metrics()]
        }
        #expect(scene.exporter.balance.isEven)
        let pages = try answers.map { try MetricsPage($0) }
        return (pages[0], pages[1], pages[2])
    }

    @Test func `what is kept keeps all of it, and what is removed is gone at once`() throws {
        let old = Target.probes(6)
        let new = [old[4], old[0], old[2], Target.probe(9)]
        let (before, after, end) = try Self.pages(from: old, to: new)
        for probe in [old[4], old[0], old[2]] {
            let series = before.series.filter { $0.name.contains(probe.identityText) }
            #expect(series.count > 30)
            for one in series { #expect(after[one.name] == one.value, "\(one.name)") }
            // Its slots go on as if nothing had happened.
            let attempts = try #require(before["probe_attempts_total", probe])
            #expect(end["probe_attempts_total", probe] == attempts + 10)
            #expect(end["probe_slots_missed_total", probe] == 0)
        }
        for probe in [old[1], old[3], old[5]] {
            #expect(!after.series.contains { $0.name.contains(probe.identityText) })
            #expect(!end.series.contains { $0.name.contains(probe.identityText) })
        }
        #expect(after["probe_attempts_total", new[3]] == 0)
        #expect((10...11).contains(try #require(end["probe_attempts_total", new[3]])))
        #expect(end["sonde_probes{kind=\"tcp\"}"] == 4)
    }

    @Test func `what is said of a probe changes, and what it counted stays`() throws {
        var old = Target.probe()
        old.thresholds.connectTime = .milliseconds(10)
        old.histograms = [.connect]
        var new = old
        new.interval = .seconds(5)
        new.thresholds.connectTime = nil
        new.thresholds.availability = 0.99
        new.histograms = [.attempt]
        new.description.owner = "somebody"
        let (before, after, end) = try Self.pages(from: [old], to: [new])
        #expect(before["probe_connects_slow_total", old] ?? 0 >= 10)
        #expect(after["probe_connects_slow_total", old] == nil)
        #expect(after["probe_threshold_connect_seconds", old] == nil)
        #expect(after["probe_threshold_availability_ratio", old] == 0.99)
        #expect(after["probe_interval_seconds", old] == 5)
        #expect(after["probe_connect_duration_seconds_count", old] == nil)
        #expect(after["probe_attempt_duration_seconds_count", old] == 0)
        #expect(after.all("probe_info", old).keys.allSatisfy { $0.contains("owner=\"somebody\"") })
        let attempts = try #require(before["probe_attempts_total", old])
        #expect(after["probe_attempts_total", old] == attempts)
        #expect(after["probe_success", old] == 1)
        #expect((20...21).contains(try #require(end["probe_attempts_total", old]) - attempts))
    }

    @Test func `an attempt in flight counts where the probe does the same, and else does not`()
        throws
    {
        var slow = Target.probe(0, interval: .seconds(10), timeout: .seconds(9))
        slow.options.connectTimeout = .seconds(9)
        slow.labels = [Label(name: "tier", value: "1")]
        var other = Target.probe(1, interval: .seconds(10), timeout: .seconds(9))
        other.options.connectTimeout = .seconds(9)
        var gone = Target.probe(2, interval: .seconds(10), timeout: .seconds(9))
        gone.options.connectTimeout = .seconds(9)
        var said = slow
        said.thresholds.downFor = nil
        var asked = other
        asked.options.timeout = .seconds(8)
        // All hang in an attempt at nearly every instant.
        let (before, after, end) = try Self.pages(
            .silent, from: [slow, other, gone], to: [said, asked], afterSeconds: 95)
        let reloaded = "sonde_inconclusive_total{reason=\"reloaded\"}"
        #expect(before[reloaded] == 0 && after[reloaded] == 0)
        #expect(end[reloaded] == 2)
        #expect(end["probe_inconclusive_total", other] == 1)
        let name = "probe_failures_total{\(slow.identityText),tier=\"1\"}"
        #expect(end[name] ?? 0 >= 18)
    }

    @Test func `the addresses of a probe, its facts and its windows change with it`() throws {
        let old = Target.probe(0, tls: true)
        var new = old
        new.options.tls = nil
        let world = Target.world()
        world.network.setElsewhere(Target.secure(world, DayTarget.facts()))
        let scene = try ExporterScene(world, Settings(probes: [old]))
        let settings = Settings(probes: [new])
        let answers = scene.run {
            await scene.sleep(.seconds(50))
            let before = await scene.metrics()
            _ = try? scene.exporter.change(to: settings)
            return [before, scene.answerNow()]
        }
        let pages = try answers.map { try MetricsPage($0) }
        let facts = ["probe_tls_verified", "probe_ssl_earliest_cert_expiry"]
        for family in facts {
            #expect(pages[0][family, old] != nil, "\(family)")
            #expect(pages[1][family, old] == nil, "\(family)")
        }
        #expect(pages[1]["probe_certificate_changes_total", old] == nil)
        #expect(pages[1]["probe_attempts_total", old] == pages[0]["probe_attempts_total", old])
    }

    @Test func `a parent that goes or comes lets its children go, or blocks them`() throws {
        let parent = Target.probe(0)
        var child = Target.probe(1)
        child.parents = [parent.qualifiedName]
        let (both, one) = (Settings(probes: [parent, child]), Settings(probes: [child]))
        let scene = try ExporterScene(Target.world(), both)
        scene.world.plan(of: 0, (0, .refuses))
        let answers = scene.run {
            await scene.sleep(.seconds(50))
            let before = await scene.metrics()
            _ = try? scene.exporter.change(to: one)
            let alone = scene.answerNow()
            _ = try? scene.exporter.change(to: both)
            await scene.sleep(.seconds(50))
            return [before, alone, await scene.metrics()]
        }
        let pages = try answers.map { try MetricsPage($0) }
        #expect(pages.map { $0["probe_blocked", child] } == [1, 0, 1])
    }

    @Test func `another gateway is another label on everything`() throws {
        let probe = Target.probe()
        let scene = try ExporterScene(Target.world(), Settings(gateway: "a", probes: [probe]))
        let answers = scene.run {
            await scene.sleep(.seconds(50))
            _ = try? scene.exporter.change(to: Settings(gateway: "b", probes: [probe]))
            return [scene.answerNow()]
        }
        let page = try MetricsPage(answers[0])
        #expect(page["probe_attempts_total", probe, "gateway=\"a\""] == nil)
        #expect(page["probe_attempts_total", probe, "gateway=\"b\""] == 0)
    }

    @Test func `a plan tells what is kept, changed, added and removed`() {
        let old = Target.probes(4)
        var said = old[1], asked = old[2]
        said.description.site = "there"
        asked.options.timeout = .seconds(1)
        let plan = Plan(
            from: Settings(probes: old),
            to: Settings(probes: [Target.probe(7), asked, old[0], said]))
        #expect(
            plan.fates == [.added, .asksAnew(old: 2), .kept(old: 0), .changed(old: 1)])
        #expect(plan.removed == [3])
        #expect(plan.counts.changed == 2 && plan.counts.kept == 1)
    }
}
