import Configuration
import Simulation
import Time

/// Holds pages against what must be true of the probes that are followed.
struct FollowedAuditor {
    let plan: FollowedPlan
    private(set) var truth: FollowedTruth
    /// How many pages were compared.
    private(set) var comparisons = 0
    /// How many there were.
    private(set) var pageCount = 0
    private var found: [String] = []
    private var places: [Places]

    /// What the network and the calendar know at one instant.
    struct Moment: Equatable {
        var instant: Instant
        var noteCount: Int
        var changeCount: Int
    }

    init(_ plan: FollowedPlan) {
        self.plan = plan
        truth = FollowedTruth(plan)
        places = (0..<plan.count).map { number in
            Places(FollowedProbe(number, interval: .seconds(60)).settings.identityText)
        }
    }

    /// What has been found wrong.
    var violations: [String] { truth.problems + found }

    /// How many notes of the network were taken.
    var noteCount: Int { truth.notesSeen }

    /// Takes what has happened until a moment.
    mutating func advance(
        _ notes: [ConnectionNote], _ changes: [FollowedTruth.Change], until instant: Instant
    ) {
        truth.advance(notes, changes, until: instant)
    }

    /// Checks a page that was made at some instant from `before`, up to which all was taken, to
    /// `after`.
    mutating func check(_ page: MetricsPage, _ before: Moment, _ after: Moment) {
        pageCount += 1
        guard before.noteCount == after.noteCount, before.changeCount == after.changeCount,
            truth.nextEdge > after.instant
        else { return }
        comparisons += 1
        for number in truth.lives.indices {
            guard let life = truth.lives[number] else {
                if page[places[number].attempts] != nil { expect(number, "it is there still") }
                continue
            }
            for problem in places[number].contradictions(life, page) { expect(number, problem) }
        }
    }

    /// Checks that nothing is left of what was removed.
    mutating func checkRemoved(_ page: MetricsPage) {
        let gone = truth.lives.indices.filter { truth.lives[$0] == nil }
        for series in page.series(of: Self.labelsBegin) {
            for number in gone where series.name.contains(places[number].identity) {
                expect(number, "\(series.name) is left")
            }
        }
    }

    /// How the labels of all of them begin.
    private static let labelsBegin = "{server=\"\(FollowedProbe.server)\","

    private mutating func expect(_ number: Int, _ problem: String) {
        found.append("page \(pageCount), followed \(number): \(problem)")
    }
}

extension FollowedAuditor {
    /// What the followed probes add to the sums of a page.
    struct Sums {
        var attempts = 0.0, conclusive = 0.0, inconclusive = 0.0, slotsMissed = 0.0
        var objectiveAttempts = 0.0, failures = 0.0, objectiveFailures = 0.0
    }

    func sums(_ page: MetricsPage) -> Sums {
        var sums = Sums()
        for place in places {
            func value(_ series: String) -> Double { page[series] ?? 0 }
            sums.attempts += value(place.attempts)
            sums.conclusive += value(place.connects) + value(place.failures)
            sums.inconclusive += value(place.inconclusive)
            sums.slotsMissed += value(place.slotsMissed)
            sums.failures += value(place.failures)
            sums.objectiveAttempts += value(place.objectiveAttempts)
            sums.objectiveFailures += value(place.objectiveFailures)
        }
        return sums
    }

    /// Whether what is known of those that have gone stays the same from one moment to another.
    func isSettled(_ before: Moment, _ after: Moment) -> Bool {
        before.changeCount == after.changeCount
            && (truth.orphanCount == 0 || before.noteCount == after.noteCount)
    }

    /// How many slots were missed, with those of probes that have gone.
    func slotsMissed(_ page: MetricsPage) -> FollowedLife.Bounds {
        let (here, gone) = (Int(sums(page).slotsMissed), truth.gone.slotsMissed)
        return FollowedLife.Bounds(least: here + gone.least, most: here + gone.most)
    }

    /// Which series may have gone, or may count anew, since this was last asked.
    mutating func takeExcuses() -> PageAuditor.Excuses {
        let touched = truth.takeTouched()
        return PageAuditor.Excuses(
            begin: Self.labelsBegin,
            reset: touched.reset.sorted().map { places[$0].identity },
            changed: touched.changed.sorted().map { places[$0].identity })
    }

    /// Those that are configured, as they are.
    var lastProbes: [ProbeSettings] { truth.lives.compactMap { $0?.probe.configured } }
}
