import Configuration
import Exporter
import Simulation
import Testing
import Time

/// What an exporter does that stood still.
struct PauseTests {
    private static let pauseBegin: Int64 = 30

    /// The pages just before the pause, just after it, and at the end.
    private static func pages(
        _ scene: ExporterScene, paused: Duration,
        _ pause: @escaping @Sendable (SimulatedLoop) -> Void
    ) throws -> [MetricsPage] {
        let begin = scene.world.loop.now
        scene.world.loop.schedule(at: begin + .seconds(pauseBegin)) { pause(scene.world.loop) }
        let answers = scene.run {
            var answers: [[UInt8]] = []
            _ = await scene.world.loop.sleep(until: begin + .milliseconds(pauseBegin * 1_000 - 10))
            answers.append(await scene.metrics())
            _ = await scene.world.loop.sleep(until: begin + .seconds(pauseBegin) + paused)
            answers.append(await scene.metrics())
            _ = await scene.world.loop.sleep(until: begin + .seconds(90))
            answers.append(await scene.metrics())
            return answers
        }
        return try answers.map { try MetricsPage($0) }
    }

    private static let late = "sonde_slots_missed_total{reason=\"late\"}"

    @Test func `a loop that stalls for 10 s accuses nobody and does not catch up`() throws {
        let probes = Target.probes(200, interval: .seconds(3), timeout: .seconds(2))
        let scene = try ExporterScene(Target.world(), Settings(probes: probes))
        let pages = try Self.pages(scene, paused: .seconds(10)) { $0.stall(for: .seconds(10)) }
        var missed = 0.0
        for probe in probes {
            let attempts = pages.map { $0["probe_attempts_total", probe] ?? -1 }
            #expect((0...1).contains(attempts[1] - attempts[0]), "\(probe.name)")
            missed += pages[1]["probe_slots_missed_total", probe] ?? -1
            #expect((2...3).contains(pages[1]["probe_slots_missed_total", probe] ?? -1))
        }
        #expect(pages[1][Self.late] == missed)
        // Later nothing is late any more; a slot right after a late attempt may find it in flight.
        #expect(pages[2][Self.late] == missed)
        #expect(pages[2].sum("sonde_slots_missed_total") - missed < 10)
        #expect(pages[2].sum("probe_failures_total") == 0)
        #expect(pages[2].sum("probe_inconclusive_total") == 0)
        #expect(pages[0]["sonde_schedule_lag_seconds_sum"] == 0)
        #expect(pages[1]["sonde_schedule_lag_seconds_sum"] ?? 0 > 0)
        #expect(pages[1]["sonde_loop_delay_seconds_sum"] == 10)
    }

    @Test func `targets that are silent while the loop stalls are not accused`() throws {
        let probes = Target.probes(200)
        let scene = try ExporterScene(Target.world(.silent), Settings(probes: probes))
        let pages = try Self.pages(scene, paused: .seconds(10)) { $0.stall(for: .seconds(10)) }
        let inFlight = pages[0]["sonde_open_descriptors{kind=\"probe\"}"] ?? 0
        #expect(inFlight > 10)
        // One or two more may begin or end in the last moment before the stall.
        let stalled = pages[2]["sonde_inconclusive_total{reason=\"stalled\"}"] ?? 0
        #expect(abs(stalled - inFlight) <= 2)
        #expect(pages[1].sum("probe_inconclusive_total") == stalled)
        for probe in probes {
            #expect(pages[2]["probe_success", probe] == 0)
            #expect(pages[2]["probe_state_changes_total", probe] == 0)
        }
    }

    @Test func `a machine that was suspended for 8 h does not catch up`() throws {
        let probes = Target.probes(100)
        let scene = try ExporterScene(Target.world(), Settings(probes: probes))
        let pages = try Self.pages(scene, paused: .zero) { $0.suspend(for: .seconds(28_800)) }
        for probe in probes {
            let attempts = pages.map { $0["probe_attempts_total", probe] ?? -1 }
            #expect(attempts[1] - attempts[0] <= 1)
            // Sixty seconds later at an interval of ten.
            #expect(attempts[2] - attempts[1] == 6, "\(probe.name)")
            let last = pages[2]["probe_last_attempt_timestamp_seconds", probe] ?? 0
            #expect(last > 1_767_225_600 + 28_800)
        }
        #expect(pages[2].sum("sonde_slots_missed_total") == 0)
        #expect(pages[2].sum("probe_failures_total") == 0)
        #expect(scene.exporter.balance.isEven)
    }

    @Test func `an attempt during which the machine slept says nothing`() throws {
        let scene = try Target.scene(.silent, Target.probe())
        let pages = try Self.pages(scene, paused: .zero) { loop in
            // Sleeps once in each second, so that one falls into every attempt.
            for second in Int64(0)..<70 {
                // Those that never have their turn must not keep the loop that keeps them.
                loop.schedule(after: .seconds(second)) { [weak loop] in
                    loop?.suspend(for: .seconds(1))
                }
            }
        }
        #expect(pages[2]["sonde_inconclusive_total{reason=\"suspended\"}"] ?? 0 >= 4)
        #expect(
            pages[2]["probe_failures_total", Target.probe()]
                == pages[0]["probe_failures_total", Target.probe()])
    }
}
