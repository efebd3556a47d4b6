import Exporter
import Network
import Simulation
import Testing
import Time

/// A day of a whole exporter, and what was found wrong with it.
struct SimulatedDay: Sendable {
    var violations: [String]
    var balance: Balance
    /// How often a probe was compared with the network exactly.
    var comparisons: Int
    /// What the event log was to tell of the probes that are followed.
    var told: Set<String>
    /// The last page as it was read over the network.
    var lastAnswer: [UInt8]

    /// Runs the day that belongs to `seed`, with a page each `scrapeInterval`.
    static func run(
        seed: UInt64, probes: Int, length: Duration, scrapeInterval: Duration,
        canary: Canary = .none, hasPauses: Bool = true
    ) throws -> SimulatedDay {
        let world = SimulatedWorld(seed: seed, conditions: DayPlan.usual)
        let plan = DayPlan(world, probes: probes, length: length, hasPauses: hasPauses)
        let followed = FollowedPlan(world, count: max(16, probes / 10), plan.clock)
        world.network.set(canary)
        let events = SimulatedEvents(loop: world.loop)
        let scene = try ExporterScene(world, plan.settings(followed.editions[0]), events: events)
        let changes = change(scene, plan, followed)
        let auditorAtBegin = DayAuditor(plan, followed, changes, world)
        var (auditor, answer) = scene.run {
            await audit(scene, plan, auditorAtBegin, scrapeInterval)
        }
        let truth = auditor.truth
        let lastAnswer = scene.answerNow()
        auditor.check(lastAnswer, truth, truth, isLast: true)
        try auditor.check(events, lastAnswer)
        auditor.check(scene.exporter.balance)
        auditor.checkWhole(scene.exporter.balance)
        return SimulatedDay(
            violations: auditor.violations, balance: scene.exporter.balance,
            comparisons: auditor.comparisons, told: auditor.told, lastAnswer: answer)
    }

    /// Puts each edition of the configuration in the place of the one before, at its instant;
    /// returns what notes that.
    static func change(
        _ scene: ExporterScene, _ plan: DayPlan, _ followed: FollowedPlan
    ) -> Shared<[FollowedTruth.Change]> {
        let changes = Shared<[FollowedTruth.Change]>([])
        for edition in followed.editions.dropFirst() {
            let settings = plan.settings(edition)
            scene.world.loop.schedule(at: edition.begin) {
                let change = FollowedTruth.Change(
                    noteCount: scene.world.network.noteCount, at: scene.world.loop.now)
                changes.update { $0.append(change) }
                do throws(ExporterError) {
                    _ = try scene.exporter.change(to: settings)
                } catch {
                    Issue.record("an edition of the configuration is refused: \(error)")
                }
            }
        }
        return changes
    }

    /// The books each minute, the page each interval.
    private static func audit(
        _ scene: ExporterScene, _ plan: DayPlan, _ begin: DayAuditor, _ scrapeInterval: Duration
    ) async -> (DayAuditor, [UInt8]) {
        var auditor = begin
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
