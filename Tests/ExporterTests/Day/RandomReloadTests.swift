import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// A thousand configurations after one another, under the faults of a day.
struct RandomReloadTests {
    /// Draws configurations of the probes of a day: some of them, in any order, some changed.
    private struct Deck {
        let probes: [ProbeSettings]
        var generator: SeededGenerator
        private(set) var current: [ProbeSettings] = []

        init(_ plan: DayPlan) {
            probes = plan.probes
            generator = SeededGenerator(seed: plan.seed ^ 0x72656c6f6164)
        }

        mutating func next() -> Settings {
            let share = Int.random(in: 1...4, using: &generator)
            // Most stay as they are, as in life.
            var drawn = current.filter { _ in Int.random(in: 0..<10, using: &generator) > 0 }
            let names = Set(drawn.map(\.target))
            drawn += probes.filter {
                !names.contains($0.target) && Int.random(in: 0..<8, using: &generator) < share
            }
            if Int.random(in: 0..<4, using: &generator) == 0 {
                drawn.shuffle(using: &generator)
            }
            for index in drawn.indices where Int.random(in: 0..<12, using: &generator) == 0 {
                change(&drawn[index])
            }
            if Int.random(in: 0..<5, using: &generator) == 0, let parent = drawn.first {
                for index in drawn.indices.dropFirst() where index % 3 == 0 {
                    drawn[index].parents = [parent.qualifiedName]
                }
                drawn[0].parents = []
            }
            current = drawn
            return Settings(probes: drawn)
        }

        private mutating func change(_ probe: inout ProbeSettings) {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: probe.interval = .seconds(Int64.random(in: 10...90, using: &generator))
            case 1: probe.thresholds.connectTime = .milliseconds(20)
            case 2: probe.thresholds.connectTime = nil
            case 3: probe.histograms = [.connect, .attempt]
            case 4: probe.options.timeout = .seconds(Int64.random(in: 1...9, using: &generator))
            case 5:
                probe.options.tls = probe.options.tls == nil ? TLSSettings(serverName: "x") : nil
            case 6:
                probe.confirmation =
                    probe.confirmation == nil
                    ? ConfirmationPolicy(down: 3, up: 2, interval: .seconds(2)) : nil
            default: probe.description.owner = "\(Int.random(in: 0...9, using: &generator))"
            }
        }
    }

    private static let counters = [
        "probe_attempts_total", "probe_failures_total", "probe_inconclusive_total",
        "probe_slots_missed_total", "probe_state_changes_total", "probe_objective_attempts_total",
        "probe_objective_failures_total",
    ]

    /// What must hold between the page before a change, and the one right after it.
    private static func audit(
        _ before: MetricsPage, _ after: MetricsPage, from old: Settings, to new: Settings
    ) -> [String] {
        var findings: [String] = []
        let plan = Plan(from: old, to: new)
        for (place, fate) in plan.fates.enumerated() {
            let probe = new.probes[place]
            for counter in counters {
                guard let value = after[counter, probe] else {
                    findings.append("\(probe.name) has no \(counter)")
                    continue
                }
                let expected = fate == .added ? 0 : before[counter, probe]
                if value != expected { findings.append("\(counter) of \(probe.name): \(value)") }
            }
        }
        for place in plan.removed {
            let probe = old.probes[place]
            let isBack = new.probes.contains { $0.identityText == probe.identityText }
            if !isBack, after["probe_attempts_total", probe] != nil {
                findings.append("\(probe.name) is there still")
            }
        }
        if after["sonde_probes{kind=\"tcp\"}"] != Double(new.probes.count) {
            findings.append("another number of probes")
        }
        return findings
    }

    @Test(arguments: [UInt64(1), 2])
    func `kept counters never fall, what is removed goes, and the books are even`(
        seed: UInt64
    ) throws {
        let world = SimulatedWorld(seed: seed, conditions: DayPlan.usual)
        let plan = DayPlan(world, probes: 30, length: .seconds(6_000), hasPauses: false)
        var first = Deck(plan)
        let begin = first.next()
        let deck = first
        let scene = try ExporterScene(world, begin)
        let findings = scene.run {
            var (deck, old, findings) = (deck, begin, [String]())
            for turn in 0..<500 where findings.isEmpty {
                let pause = Int64.random(in: 0...20_000, using: &deck.generator)
                await scene.sleep(.milliseconds(pause))
                let new = deck.next()
                do {
                    let before = try MetricsPage(scene.answerNow())
                    _ = try scene.exporter.change(to: new)
                    let after = try MetricsPage(scene.answerNow())
                    findings += Self.audit(before, after, from: old, to: new)
                        .map { "turn \(turn): \($0)" }
                } catch {
                    findings.append("turn \(turn): \(error)")
                }
                if !scene.exporter.balance.isEven { findings.append("turn \(turn): uneven") }
                old = new
            }
            return findings
        }
        #expect(findings == [])
        #expect(scene.exporter.balance.isEven)
        #expect(scene.exporter.balance.inFlight == 0)
        #expect(scene.exporter.balance.attempts > 3_000)
        #expect(scene.exporter.balance.failures > 100)
    }
}
