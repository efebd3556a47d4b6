import Configuration
import Exporter
import Scheduling
import Simulation
import Testing
import Time

/// Windows of the schedule, and times of maintenance.
struct WindowTests {
    /// From so many seconds after the beginning of the simulation to before others.
    private static func window(_ begin: Int64, _ end: Int64) -> Occasion {
        .once(
            from: SimulationLimits.wallTime + .seconds(begin),
            until: SimulationLimits.wallTime + .seconds(end))
    }

    private static func probe(_ window: Occasion?, maintenance: [Occasion] = []) -> ProbeSettings {
        var probe = Target.probe()
        probe.schedule = window
        probe.maintenance = maintenance
        return probe
    }

    private static let judged = "probe_judged_since_timestamp_seconds"
    private static var begin: Double {
        Double(SimulationLimits.wallTime.nanoseconds) / 1e9
    }

    @Test func `outside its window a probe makes no attempt, and none is missed`() throws {
        let probe = Self.probe(Self.window(100, 200))
        let pages = try Target.scene(.accepts(.discards), probe)
            .pages(afterSeconds: 99, 111, 199, 400)
        #expect(pages.map { $0["probe_scheduled", probe] } == [0, 1, 1, 0])
        #expect(pages[0]["probe_attempts_total", probe] == 0)
        // An extra one within ten seconds of the beginning.
        #expect(pages[1]["probe_attempts_total", probe] ?? 0 >= 1)
        let attempts = try #require(pages[2]["probe_attempts_total", probe])
        #expect((10...11).contains(attempts))
        #expect(pages[3]["probe_attempts_total", probe] == attempts)
        #expect(pages[3]["probe_slots_missed_total", probe] == 0)
        #expect(pages[3]["sonde_slots_missed_total{reason=\"late\"}"] == 0)
        #expect(pages.map { $0[Self.judged, probe] == nil } == [true, false, false, true])
        #expect(pages[2][Self.judged, probe] == Self.begin + 100)
        // What was last known stays.
        #expect(pages[3]["probe_success", probe] == 1)
        #expect(pages[3]["probe_maintenance", probe] == nil)
    }

    @Test func `one that runs once in a window makes one attempt in each`() throws {
        var probe = Self.probe(
            .recurring(
                Schedule(
                    zone: .utc, weekly: [.init(on: Set(0..<7), .init(begin: 3_600, end: 7_200))])))
        probe.interval = nil
        let pages = try Target.scene(.accepts(.discards), probe).pages(
            afterSeconds: 86_400, 2 * 86_400, 10 * 86_400)
        #expect(pages.map { $0["probe_attempts_total", probe] } == [1, 2, 10])
        #expect(pages[2]["probe_interval_seconds", probe] == nil)
    }

    @Test func `in maintenance probing goes on and is not judged`() throws {
        let probe = Self.probe(nil, maintenance: [Self.window(100, 200), Self.window(150, 250)])
        let scene = try Target.scene(.accepts(.discards), probe)
        scene.world.plan((0, .accepts(.discards)), (120, .refuses), (220, .accepts(.discards)))
        let pages = try scene.pages(afterSeconds: 99, 199, 249, 350)
        #expect(pages.map { $0["probe_maintenance", probe] } == [0, 1, 1, 0])
        #expect(pages.map { $0[Self.judged, probe] == nil } == [false, true, true, false])
        #expect(pages[3][Self.judged, probe] == Self.begin + 250)
        #expect(pages[1]["probe_success", probe] == 0)
        #expect(pages[3]["probe_failures_total", probe] == 10)
        #expect(pages[3]["probe_objective_failures_total", probe] == 0)
        let all = try #require(pages[3]["probe_attempts_total", probe])
        let counted = try #require(pages[3]["probe_objective_attempts_total", probe])
        #expect((14...16).contains(all - counted))
    }

    @Test func `a slot at the end of a window is outside of it`() throws {
        // Windows that begin and end with the slots of the probe: half open.
        let probe = Target.probe()
        let scene = try Target.scene(.accepts(.discards), probe)
        let grid = Grid(
            origin: Instant(nanoseconds: 0), interval: .seconds(10), identity: probe.identityBytes)
        let slot = grid.slot(notBefore: SimulationLimits.start + .seconds(50))
        let page = try scene.page(afterSeconds: 61)
        let attempts = try #require(page["probe_attempts_total", probe])
        for (tick, missing) in [(Int64(0), 1.0), (1, 0)] {
            var bounded = probe
            bounded.schedule = .once(
                from: SimulationLimits.wallTime,
                until: SimulationLimits.wallTime + (slot - SimulationLimits.start)
                    + .nanoseconds(tick))
            let again = try Target.scene(.accepts(.discards), bounded).page(afterSeconds: 61)
            let last = slot + .seconds(10) <= SimulationLimits.start + .seconds(61) ? 1.0 : 0
            #expect(again["probe_attempts_total", bounded] == attempts - missing - last)
        }
    }

    @Test func `a clock that is set is noticed within a minute`() throws {
        let probe = Self.probe(Self.window(100_000, 200_000))
        let scene = try Target.scene(.accepts(.discards), probe)
        let answers = scene.run {
            await scene.sleep(.seconds(100))
            scene.world.loop.setWallTime(SimulationLimits.wallTime + .seconds(100_050))
            await scene.sleep(.seconds(75))
            let inside = await scene.metrics()
            scene.world.loop.setWallTime(SimulationLimits.wallTime)
            await scene.sleep(.seconds(75))
            return [inside, await scene.metrics()]
        }
        let pages = try answers.map { try MetricsPage($0) }
        #expect(pages.map { $0["probe_scheduled", probe] } == [1, 0])
        #expect(pages[0]["probe_attempts_total", probe] ?? 0 >= 1)
    }
}
