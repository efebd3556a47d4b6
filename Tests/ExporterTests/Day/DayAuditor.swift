import Configuration
import Exporter
import Network
import Probes
import Scheduling
import Simulation
import Time

/// Holds pages of a simulated day against what the network and the plan know.
struct DayAuditor {
    /// How many probes were compared with the network exactly.
    private(set) var comparisons = 0
    private let found = Shared<[String]>([])
    private let plan: DayPlan
    private let world: SimulatedWorld
    private let places: [DayLedger.Places]
    private let grids: [Grid]
    /// Attempts beyond the slots: the extra first one of each probe.
    private var extras: [Int?]
    private var pages = PageAuditor()
    private var followed: FollowedAuditor
    private let changes: Shared<[FollowedTruth.Change]>

    private static let violationsMax = 20

    /// What the network knows at one instant.
    struct Truth: Equatable {
        var instant: Instant
        var connections: [ConnectionTally]
        var names: [NameTally?]
        /// Of the address that is always there, of the names with several.
        var steady: [ConnectionTally]
        var followed: FollowedAuditor.Moment
    }

    /// `changes` are those of the configuration, each noted when it is made.
    init(
        _ plan: DayPlan, _ followed: FollowedPlan, _ changes: Shared<[FollowedTruth.Change]>,
        _ world: SimulatedWorld
    ) {
        self.plan = plan
        self.followed = FollowedAuditor(followed)
        self.changes = changes
        self.world = world
        places = plan.entries.map { DayLedger.Places($0.probe) }
        extras = plan.entries.map { _ in nil }
        // The same place in each interval after every restart: the contract of the schedule.
        grids = plan.probes.map { probe in
            let text = "\(probe.server)\0\(probe.name)\0\(probe.target)\0"
            return Grid(
                origin: Instant(nanoseconds: 0), interval: probe.interval ?? .zero,
                identity: text.utf8)
        }
    }

    /// The network's own count now.
    var truth: Truth {
        Truth(
            instant: world.loop.now,
            connections: plan.entries.map { world.network.tally(of: $0.endpoint) },
            names: plan.entries.map { $0.name.map { world.resolver.tally(of: $0) } },
            steady: plan.addresses.map { world.network.tally(of: $0.steady) },
            followed: FollowedAuditor.Moment(
                instant: world.loop.now, noteCount: world.network.noteCount,
                changeCount: changes.value.count))
    }

    /// What has been found wrong; the first few are enough.
    var violations: [String] {
        found.value
            + followed.violations.prefix(Self.violationsMax).map { "seed \(plan.seed), \($0)" }
    }

    private func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        guard !holds else { return }
        let second = (world.loop.now - plan.begin).components.seconds
        let violation = "seed \(plan.seed), second \(second): \(what())"
        found.update { if $0.count < Self.violationsMax { $0.append(violation) } }
    }
}

// MARK: - A page

extension DayAuditor {
    /// Checks a page that was made at some instant from `before` to `after`.
    mutating func check(
        _ answer: [UInt8], _ before: Truth, _ after: Truth, isLast: Bool = false
    ) {
        do {
            let page = try MetricsPage(answer)
            let excuses = checkFollowed(page, before, after, isLast: isLast)
            for problem in pages.check(page, excuses) { expect(false, problem) }
            // While the configuration is changed, nobody knows which of both it shows.
            let isSettled = followed.isSettled(before.followed, after.followed)
            if isSettled { checkBalance(page, isLast: isLast) }
            var late = 0
            for index in plan.entries.indices {
                let ledger = DayLedger(page, places[index])
                late += ledger.slotsMissed
                check(index, ledger, page, before, after)
            }
            late += checkAddresses(page, before, after)
            if isSettled { checkMissed(page, late, before.instant) }
        } catch {
            expect(false, "the page cannot be read: \(error)")
        }
    }

    /// Checks the books of the exporter itself, at any instant.
    func check(_ balance: Balance) {
        expect(balance.isEven, "the books are not even: \(balance)")
    }

    /// Returns how many slots of theirs were missed.
    private func checkAddresses(_ page: MetricsPage, _ before: Truth, _ after: Truth) -> Int {
        var missed = 0
        for (index, addresses) in plan.addresses.enumerated() {
            missed += Int(page["probe_slots_missed_total", addresses.probe] ?? -1)
            guard before.steady[index] == after.steady[index] else { continue }
            let auditor = DayAddressesAuditor(
                plan: addresses, page: page, now: before.instant, steady: before.steady[index],
                hasPaused: plan.firstPause <= after.instant)
            for problem in auditor.contradictions {
                expect(false, "\(addresses.probe.name) of \(addresses.probe.target): \(problem)")
            }
        }
        return missed
    }

    private func checkBalance(_ page: MetricsPage, isLast: Bool) {
        // Of those that are followed not every verdict counts, and some have gone.
        let (sums, gone) = (followed.sums(page), followed.truth.gone)
        let inconclusive = page.sumOfWholes("probe_inconclusive_total") + Double(gone.inconclusive)
        let attempts = page.sumOfWholes("probe_attempts_total") + Double(gone.attempts)
        let conclusive =
            page.sumOfWholes("probe_objective_attempts_total") - sums.objectiveAttempts
            + sums.conclusive + Double(gone.conclusive)
        // The last page has no reader, for whom this figure would be brought up to date.
        let inFlight = isLast ? 0 : page["sonde_open_descriptors{kind=\"probe\"}"] ?? -1
        expect(
            attempts == conclusive + inconclusive + inFlight,
            "\(attempts) attempts, but \(conclusive) conclusive, \(inconclusive) inconclusive "
                + "and \(inFlight) in flight")
        expect(
            page.sumOfWholes("probe_objective_failures_total") - sums.objectiveFailures
                == page.sumOfWholes("probe_failures_total") - sums.failures,
            "not every failure counts against the objective")
        expect(
            page.sum("sonde_inconclusive_total") == inconclusive,
            "inconclusive attempts by reason are not those by probe")
        expect(
            page["sonde_schedule_lag_seconds_count"] == attempts, "not every attempt has its lag")
    }

    private mutating func check(
        _ index: Int, _ ledger: DayLedger, _ page: MetricsPage, _ before: Truth, _ after: Truth
    ) {
        checkSlots(index, ledger, before.instant, after.instant)
        checkTimes(index, ledger, page, before.instant)
        for problem in ledger.contradictions {
            expect(false, "\(places[index].identity): \(problem)")
        }
        // One that is in flight is compared at the next page, when it has ended.
        guard ledger.inFlight == 0, before.connections[index] == after.connections[index],
            before.names[index] == after.names[index]
        else { return }
        comparisons += 1
        let comparison = DayComparison(
            ledger: ledger, connections: before.connections[index],
            names: before.names[index] ?? NameTally(), target: plan.entries[index].target,
            hasPaused: plan.firstPause <= after.instant)
        for problem in comparison.contradictions {
            expect(false, "\(places[index].identity) which \(comparison.target): \(problem)")
        }
    }
}

// MARK: - Those that are followed

extension DayAuditor {
    /// Checks what the page says of them; returns what may have gone from it.
    private mutating func checkFollowed(
        _ page: MetricsPage, _ before: Truth, _ after: Truth, isLast: Bool
    ) -> PageAuditor.Excuses {
        followed.advance(
            world.network.notes(from: followed.noteCount, to: before.followed.noteCount),
            Array(changes.value.prefix(before.followed.changeCount)), until: before.instant)
        followed.check(page, before.followed, after.followed)
        let excuses = followed.takeExcuses()
        if isLast || !excuses.reset.isEmpty { followed.checkRemoved(page) }
        return excuses
    }

    /// What the event log was to tell of them.
    var told: Set<String> { Set(followed.truth.told.joined().map(\.words)) }

    /// Checks what the event log tells of the whole day, up to the last page.
    mutating func check(_ log: SimulatedEvents, _ lastPage: [UInt8]) throws {
        var auditor = EventLogAuditor(Array(log.text.utf8))
        auditor.check(followed.truth)
        auditor.check(try MetricsPage(lastPage), plan.probes + followed.lastProbes)
        for problem in auditor.problems { expect(false, problem) }
    }
}

// MARK: - The schedule

extension DayAuditor {
    /// Every slot is either an attempt or missed, and there is one extra attempt at the start.
    private mutating func checkSlots(
        _ index: Int, _ ledger: DayLedger, _ before: Instant, _ after: Instant
    ) {
        let slots = slots(of: index, after: plan.begin, until: before)
        guard slots == self.slots(of: index, after: plan.begin, until: after) else { return }
        let extra = ledger.attempts + ledger.slotsMissed - slots
        guard let known = extras[index] else {
            expect((0...1).contains(extra), "\(places[index].identity): \(extra) extra attempts")
            extras[index] = extra
            return
        }
        expect(
            extra == known,
            "\(places[index].identity): \(slots) slots, but \(ledger.attempts) attempts and "
                + "\(ledger.slotsMissed) missed")
    }

    /// Slots are missed where we stand still, and only there.
    private func checkMissed(
        _ page: MetricsPage, _ ofProbes: Int, _ now: Instant
    ) {
        var late = 0
        var stalls = 0
        for stall in plan.stalls where stall.begin <= now {
            stalls += 1
            for index in grids.indices {
                let end = stall.begin + stall.duration
                late += max(0, slots(of: index, after: stall.begin, until: end) - 1)
            }
        }
        func missed(_ reason: String) -> Int {
            Int(page["sonde_slots_missed_total{reason=\"\(reason)\"}"] ?? -1)
        }
        let ofFollowed = followed.slotsMissed(page)
        expect(
            (late...late + ofFollowed.most).contains(missed("late")),
            "\(missed("late")) late slots instead of \(late)")
        expect(missed("places") == 0, "slots wait for a place")
        expect(
            missed("in_flight") <= stalls * grids.count + ofFollowed.most
                && (stalls > 0 || missed("in_flight") <= ofFollowed.most),
            "attempts overrun their slots")
        expect(
            ofFollowed.contains(missed("late") + missed("in_flight") - ofProbes),
            "missed slots by reason are not those by probe")
    }

    private func slots(of index: Int, after begin: Instant, until end: Instant) -> Int {
        Int(
            grids[index].slots(
                after: begin, before: Instant(nanoseconds: end.nanoseconds + 1)))
    }
}

// MARK: - Durations

extension DayAuditor {
    private func checkTimes(
        _ index: Int, _ ledger: DayLedger, _ page: MetricsPage, _ now: Instant
    ) {
        let names = places[index]
        let count = Int(page[names.connectCount] ?? -1)
        let pauses = plan.stalls.count { $0.begin <= now } + (plan.firstPause <= now ? 1 : 0)
        expect(
            count <= ledger.connects && count >= ledger.connects - pauses,
            "\(names.identity): \(count) durations of \(ledger.connects) connects")
        expect(
            page[names.connectInTime] == Double(count),
            "\(names.identity): a connection took longer than it may")
        guard plan.entries[index].probe.thresholds.connectTime != nil else { return }
        let slow = Int(page[names.connectsSlow] ?? -1)
        expect(
            (0...count).contains(slow), "\(names.identity): \(slow) of \(count) are slow")
    }
}

extension DayAuditor {
    /// What must have come about by the end of the day.
    func checkWhole(_ balance: Balance) {
        expect(balance.inFlight == 0, "attempts are in flight after the end")
        let extra = extras.compactMap(\.self).reduce(0, +)
        expect(extra * 10 > extras.count * 6, "only \(extra) probes had an extra attempt")
        expect(balance.successes * 4 > balance.attempts, "hardly anything succeeded: \(balance)")
        expect(
            balance.failures * 50 > balance.attempts, "hardly anything failed: \(balance)")
        expect(comparisons > extras.count * 2, "only \(comparisons) comparisons")
        expect(followed.comparisons * 2 > followed.pageCount, "hardly a page is compared")
    }
}
