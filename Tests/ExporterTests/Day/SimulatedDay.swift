import Exporter
import Network
import Simulation
import Time

/// A day of a whole exporter, and what was found wrong with it.
struct SimulatedDay: Sendable {
    var violations: [String]
    var balance: Balance
    /// How often a probe was compared with the network exactly.
    var comparisons: Int
    /// The last page as it was read over the network.
    var lastAnswer: [UInt8]

    /// Runs the day that belongs to `seed`, with a page each `scrapeInterval`.
    static func run(
        seed: UInt64, probes: Int, length: Duration, scrapeInterval: Duration,
        canary: Canary = .none, hasPauses: Bool = true
    ) throws -> SimulatedDay {
        let world = SimulatedWorld(seed: seed, conditions: DayPlan.usual)
        let plan = DayPlan(world, probes: probes, length: length, hasPauses: hasPauses)
        world.network.set(canary)
        let scene = try ExporterScene(world, plan.settings)
        var (auditor, answer) = scene.run {
            await audit(scene, plan, scrapeInterval)
        }
        let truth = auditor.truth
        auditor.check(scene.answerNow(), truth, truth, isLast: true)
        auditor.check(scene.exporter.balance)
        auditor.checkWhole(scene.exporter.balance)
        return SimulatedDay(
            violations: auditor.violations, balance: scene.exporter.balance,
            comparisons: auditor.comparisons, lastAnswer: answer)
    }

    /// The books each minute, the page each interval.
    private static func audit(
        _ scene: ExporterScene, _ plan: DayPlan, _ scrapeInterval: Duration
    ) async -> (DayAuditor, [UInt8]) {
        var auditor = DayAuditor(plan, scene.world)
        var answer: [UInt8] = []
        var nextScrape = plan.begin + scrapeInterval
        while scene.world.loop.now < plan.end {
            await scene.sleep(.seconds(60))
            auditor.check(scene.exporter.balance)
            guard scene.world.loop.now >= nextScrape else { continue }
            nextScrape = nextScrape + scrapeInterval
            let before = auditor.truth
            answer = await scene.metrics()
            auditor.check(answer, before, auditor.truth)
        }
        return (auditor, answer)
    }
}
