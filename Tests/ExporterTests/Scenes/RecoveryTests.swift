import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// Safety first, then liveness: after any trouble, what is well is soon said to be well.
struct RecoveryTests {
    private static let troubled: Int64 = 3_600

    /// An hour of faults on all links and targets, then a healthy network.
    private static func plan(_ world: SimulatedWorld, _ probes: [ProbeSettings]) {
        let begin = world.loop.now
        let end = begin + .seconds(troubled)
        var generator = SeededGenerator(seed: world.seed)
        for (index, probe) in probes.enumerated() {
            let endpoint = Target.endpoint(index)
            let good =
                probe.options.tls == nil
                ? Behaviour.accepts(.discards) : Target.secure(world, DayTarget.facts())
            let target: DayTarget = probe.options.tls == nil ? .flaps : .secureFlaps
            var changes = target.plan(world.tls, from: begin, to: end, &generator)
                .filter { $0.from < end }
            changes.append(BehaviourChange(from: end, good))
            world.network.plan(changes, at: endpoint)
        }
        world.network.set(
            LinkConditions(
                delay: .milliseconds(1) ... .milliseconds(900), slowProbability: 0.1,
                lossProbability: 0.1, resetProbability: 0.05))
        world.loop.schedule(at: begin + .seconds(troubled - 30)) {
            world.loop.stall(for: .seconds(20))
        }
        world.loop.schedule(at: end) { world.network.set(LinkConditions()) }
    }

    @Test(arguments: [1, 2, 3, UInt64.random(in: 4 ... .max)])
    func `all are up within an interval and a timeout after an hour of faults`(
        seed: UInt64
    ) throws {
        let world = SimulatedWorld(seed: seed)
        let intervals: [Int64] = [10, 30, 60, 300]
        let probes = (0..<60).map { index in
            Target.probe(
                index, interval: .seconds(intervals[index % intervals.count]),
                tls: index % 3 == 0)
        }
        Self.plan(world, probes)
        let scene = try ExporterScene(world, Settings(probes: probes))
        let pages = try scene.pages(afterSeconds: Self.troubled, Self.troubled + 306)
        #expect(pages[0].sum("probe_failures_total") > 500, "seed \(seed)")
        let start = 1_767_225_600.0
        for probe in probes {
            #expect(pages[1]["probe_success", probe] == 1, "seed \(seed), \(probe.name)")
            #expect(pages[1]["probe_consecutive_failures", probe] == 0)
            let healthySince =
                (pages[1]["probe_state_change_timestamp_seconds", probe] ?? .infinity) - start
            let bound = Double(Self.troubled) + Double(probe.interval?.components.seconds ?? 0) + 5
            #expect(healthySince <= bound, "seed \(seed), \(probe.name)")
        }
        #expect(scene.exporter.balance.isEven)
    }
}
