import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// States that more than one verdict makes.
struct ConfirmationTests {
    private static func probe(
        interval: Duration = .seconds(60), _ confirmation: ConfirmationPolicy
    ) -> ProbeSettings {
        var probe = Target.probe(interval: interval)
        probe.confirmation = confirmation
        return probe
    }

    private static let threeOfFive = ConfirmationPolicy(down: 3, up: 2, interval: .seconds(5))

    @Test func `a probe is down when its failure was confirmed, soon after the first`() throws {
        let probe = Self.probe(Self.threeOfFive)
        let scene = try Target.scene(.accepts(.discards), probe)
        scene.world.plan((0, .accepts(.discards)), (100, .refuses), (1_000, .accepts(.discards)))
        let pages = try scene.pages(afterSeconds: 99, 600, 1_500)
        #expect(pages.map { $0["probe_up", probe] } == [1, 0, 1])
        #expect(pages.map { $0["probe_success", probe] } == [1, 0, 1])
        let failure = try #require(pages[1]["probe_last_success_timestamp_seconds", probe])
        let change = try #require(pages[1]["probe_state_change_timestamp_seconds", probe])
        // The first failure comes a minute after the last success, the others five seconds each.
        #expect((69.9...70.2).contains(change - failure))
        #expect(pages[2]["probe_state_changes_total", probe] == 2)
        // Confirmations are attempts, but no first tries.
        let attempts = try #require(pages[2]["probe_attempts_total", probe])
        #expect(pages[2]["probe_objective_attempts_total", probe] == attempts - 3)
        #expect(scene.world.log.messages(atLeast: .info) == ["Probe is down", "Probe is up"])
    }

    @Test func `one failure that is not confirmed changes no state, and stays visible`() throws {
        let probe = Self.probe(Self.threeOfFive)
        let scene = try Target.scene(.accepts(.discards), probe)
        let begin = scene.world.loop.now
        let pages = try scene.pages(afterSeconds: 50)
        let first = try #require(pages[0]["probe_last_attempt_timestamp_seconds", probe])
        // So that exactly one slot meets it.
        let again = try Target.scene(.accepts(.discards), probe)
        let after = first - Double(SimulationLimits.wallTime.nanoseconds) / 1e9
        _ = begin
        again.world.plan(
            (0, .accepts(.discards)), (Int64(after) + 58, .refuses),
            (Int64(after) + 62, .accepts(.discards)))
        let page = try again.page(afterSeconds: 300)
        #expect(page["probe_failures_total", probe] == 1)
        #expect(page["probe_objective_failures_total", probe] == 1)
        #expect(page["probe_up", probe] == 1)
        #expect(page["probe_state_changes_total", probe] == 0)
        #expect(again.world.log.lines.isEmpty)
    }

    @Test func `before there is a state, one success is enough and one failure is not`() throws {
        let probe = Self.probe(ConfirmationPolicy(down: 3, up: 3, interval: .seconds(5)))
        let up = try Target.scene(.accepts(.discards), probe).page(afterSeconds: 11)
        #expect(up["probe_up", probe] == 1)
        let scene = try Target.scene(.refuses, probe)
        let pages = try scene.pages(afterSeconds: 1, 30)
        #expect(pages[1]["probe_up", probe] == 0)
        #expect(pages[1]["probe_attempts_total", probe] ?? 0 >= 3)
    }

    @Test func `slots that a confirmation takes are not missed`() throws {
        let probe = Self.probe(
            interval: .seconds(7), ConfirmationPolicy(down: 100, up: 1, interval: .seconds(1)))
        var slow = probe
        slow.options.timeout = .seconds(5)
        let page = try Target.scene(.silent, slow).page(afterSeconds: 300)
        #expect(page["probe_slots_missed_total", slow] == 0)
        #expect(page["probe_attempts_total", slow] ?? 0 >= 45)
        #expect(page["probe_up", slow] == nil)
    }

    @Test func `what was inconclusive is tried again`() throws {
        let probe = Self.probe(ConfirmationPolicy(down: 2, up: 1, interval: .seconds(5)))
        let scene = try Target.scene(.accepts(.discards), probe)
        scene.world.plan((0, .refuses), (11, .localTrouble(.ports)), (30, .refuses))
        let page = try scene.page(afterSeconds: 59)
        #expect(page["probe_up", probe] == 0)
        #expect(page["probe_failures_total", probe] ?? 0 >= 2)
    }
}
