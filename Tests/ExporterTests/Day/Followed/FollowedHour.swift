import Exporter
import Network
import Simulation
import Time

/// An hour of followed probes as it was recorded, for a test to forge and to audit again.
struct FollowedHour: Sendable {
    let plan: FollowedPlan
    private(set) var notes: [ConnectionNote]
    let changes: [FollowedTruth.Change]
    var pages: [Page]
    /// The event log, line by line.
    var log: [String]
    /// Attempts that nobody is told of, by what they began with, and others that were never made.
    var leftOut: [ConnectionNote] = []
    var added: [ConnectionNote] = []

    /// A page as it was at an instant.
    struct Page: Sendable {
        var lines: [String]
        let moment: FollowedAuditor.Moment
    }

    /// What a right hour is like.
    static let recorded = Result { try FollowedHour(seed: 5) }

    init(seed: UInt64) throws {
        let world = SimulatedWorld(seed: seed, conditions: DayPlan.usual)
        let day = DayPlan(world, probes: 0, length: .seconds(3_600))
        let plan = FollowedPlan(world, count: 24, day.clock)
        let events = SimulatedEvents(loop: world.loop)
        let scene = try ExporterScene(world, day.settings(plan.editions[0]), events: events)
        let changes = SimulatedDay.change(scene, day, plan)
        pages = scene.run {
            var pages: [Page] = []
            while world.loop.now < day.end {
                await scene.sleep(.seconds(1_200))
                pages.append(Self.page(scene, changes.value.count))
            }
            return pages
        }
        pages.append(Self.page(scene, changes.value.count))
        notes = world.network.notes(from: 0, to: world.network.noteCount)
        log = events.text.split(separator: "\n").map(String.init)
            .filter { !$0.contains("\"server\":\"addresses\"") }
        self.plan = plan
        self.changes = changes.value
    }

    private static func page(_ scene: ExporterScene, _ changeCount: Int) -> Page {
        let world = scene.world
        return Page(
            lines: String(decoding: scene.answerNow(), as: UTF8.self)
                .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                .filter { !$0.contains("server=\"addresses\"") },
            moment: FollowedAuditor.Moment(
                instant: world.loop.now, noteCount: world.network.noteCount,
                changeCount: changeCount))
    }

    /// What is found wrong with it.
    var violations: [String] {
        get throws {
            var auditor = FollowedAuditor(plan)
            var found: [String] = []
            var last: MetricsPage?
            var place = 0
            for page in pages {
                let taken = notes[place..<page.moment.noteCount].filter { !isLeftOut($0) }
                place = page.moment.noteCount
                auditor.advance(
                    taken + (place == notes.count ? added : []),
                    Array(changes.prefix(page.moment.changeCount)),
                    until: page.moment.instant)
                let read = try MetricsPage(Array(page.lines.joined(separator: "\n").utf8))
                auditor.check(read, page.moment, page.moment)
                auditor.checkRemoved(read)
                last = read
            }
            found += auditor.violations
            var log = EventLogAuditor(Array(self.log.map { $0 + "\n" }.joined().utf8))
            log.check(auditor.truth)
            if let last { log.check(last, auditor.lastProbes) }
            return found + log.problems
        }
    }

    private func isLeftOut(_ note: ConnectionNote) -> Bool {
        leftOut.contains { $0.endpoint == note.endpoint && $0.startedAt == note.startedAt }
    }

    /// The truth of all of it.
    var truth: FollowedTruth {
        var truth = FollowedTruth(plan)
        truth.advance(notes, changes, until: pages.last?.moment.instant ?? plan.clock.end)
        return truth
    }
}
