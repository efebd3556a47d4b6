import Configuration
import Network
import Simulation
import Time

/// What must be true of all followed probes, from what the network did and the plan says alone.
struct FollowedTruth {
    /// What a probe must have told to the event log.
    struct Told: Equatable {
        var time: WallTime
        /// Such as `probe_down refused`.
        var words: String
    }

    /// A configuration that was put in the place of another.
    struct Change: Sendable {
        /// How many notes of the network there were before it.
        var noteCount: Int
        var at: Instant
    }

    /// What was counted for probes that are configured no more.
    struct Gone: Equatable {
        var attempts = 0, conclusive = 0, inconclusive = 0
        var slotsMissed = FollowedLife.Bounds()
    }

    let plan: FollowedPlan
    private(set) var lives: [FollowedLife?]
    private(set) var gone = Gone()
    /// For each probe, in its order.
    private(set) var told: [[Told]]
    private(set) var problems: [String] = []
    /// Of probes that were touched since somebody asked; see ``takeTouched()``.
    private var touched = Touched()

    private var orphans: [[FollowedLife.Flight]]
    private var parents: [[[Int]]] = []
    private var numbers: [Endpoint: Int] = [:]
    private(set) var notesSeen = 0
    private(set) var changesSeen = 0
    private var now: Instant
    /// When a window or a time of maintenance begins or ends next.
    private(set) var nextEdge: Instant = .distantFuture

    /// Probes whose series may have gone, or may say something else.
    struct Touched: Equatable {
        var reset: Set<Int> = []
        var changed: Set<Int> = []
    }

    init(_ plan: FollowedPlan) {
        self.plan = plan
        lives = Array(repeating: nil, count: plan.count)
        told = Array(repeating: [], count: plan.count)
        orphans = Array(repeating: [], count: plan.count)
        now = plan.clock.begin
        for number in 0..<plan.count { numbers[FollowedProbe.endpoint(number)] = number }
        apply(plan.editions[0], at: now)
    }

    /// How many attempts are in flight at what is configured no more.
    var orphanCount: Int { orphans.reduce(0) { $0 + $1.count } }

    /// Which probes were touched since this was last asked.
    mutating func takeTouched() -> Touched {
        defer { touched = Touched() }
        return touched
    }

    private mutating func expect(_ number: Int, _ problem: String?) {
        guard let problem else { return }
        problems.append(
            "second \((now - plan.clock.begin).components.seconds), followed \(number): \(problem)")
    }

    private mutating func tell(_ number: Int, _ words: String) {
        told[number].append(Told(time: plan.clock.wallTime(at: now), words: words))
    }
}

// MARK: - As time goes by

extension FollowedTruth {
    /// Takes what has happened until an instant.
    mutating func advance(_ notes: [ConnectionNote], _ changes: [Change], until end: Instant) {
        for note in notes {
            catchUp(changes, until: note.at)
            now = note.at
            take(note)
            notesSeen += 1
        }
        catchUp(changes, until: end)
        now = end
        for number in lives.indices { pass(number) }
    }

    /// Edges and changes of the configuration up to an instant, each in its turn.
    private mutating func catchUp(_ changes: [Change], until end: Instant) {
        while true {
            let change =
                changesSeen < changes.count && changes[changesSeen].noteCount <= notesSeen
                ? changes[changesSeen] : nil
            if nextEdge <= min(end, change?.at ?? end) {
                now = nextEdge
                lookAtClock()
            } else if let change, change.at <= end {
                now = change.at
                changesSeen += 1
                apply(plan.editions[changesSeen], at: now)
            } else {
                return
            }
        }
    }

    /// Looks at what was due for a probe until now.
    private mutating func pass(_ number: Int) {
        guard lives[number]?.turns.isBehind(now) == true, var life = lives[number] else { return }
        let flight = life.flights.last { $0.epoch == life.epoch }?.kind
        let found = life.turns.pass(
            before: now, plan.clock, inFlight: flight, &life.slotsMissed)
        lives[number] = life
        for problem in found { expect(number, problem) }
    }

    private mutating func take(_ note: ConnectionNote) {
        guard let number = numbers[note.endpoint] else { return }
        pass(number)
        switch note.stage {
        case .began: begin(number, note)
        case .ended(let error): end(number, note, error)
        }
    }
}

// MARK: - Attempts

extension FollowedTruth {
    private mutating func begin(_ number: Int, _ note: ConnectionNote) {
        guard lives[number] != nil else {
            return expect(number, "attempted though it is not configured")
        }
        let kind = lives[number]?.turns.take(at: now, plan.clock)
        if lives[number]?.isScheduled == false {
            expect(number, "attempted outside its windows")
        } else if kind == nil {
            expect(number, "attempted out of turn")
        }
        lives[number]?.begin(kind ?? .either, note)
    }

    private mutating func end(_ number: Int, _ note: ConnectionNote, _ error: NetworkError?) {
        if let place = orphans[number].firstIndex(where: { $0.startedAt == note.startedAt }) {
            orphans[number].remove(at: place)
            gone.inconclusive += 1
            return
        }
        let isUp = lives[number]?.isUp
        guard let words = lives[number]?.end(note, error, now) else { return }
        if !words.isEmpty { tell(number, words) }
        if lives[number]?.isUp != isUp { settle() }
    }
}

// MARK: - What holds

extension FollowedTruth {
    /// The calendar has come to where windows begin or end.
    private mutating func lookAtClock() {
        let (second, now) = (second, now)
        for number in lives.indices {
            pass(number)
            lives[number]?.lookAtClock(at: second, now)
        }
        settle()
        findNextEdge()
    }

    private var second: Int64 {
        (plan.clock.wallTime(at: now) - SimulationLimits.wallTime).components.seconds
    }

    private mutating func findNextEdge() {
        let second = second
        var next = Int64.max
        for number in lives.indices {
            if let edge = lives[number]?.probe.edge(after: second) { next = min(next, edge) }
        }
        nextEdge = next == .max ? .distantFuture : plan.clock.instant(ofSecond: next)
    }

    private mutating func apply(_ edition: FollowedPlan.Edition, at now: Instant) {
        var probes: [Int: FollowedProbe] = [:]
        for (number, probe) in edition.probes { probes[number] = probe }
        let second = second
        for number in lives.indices {
            pass(number)
            switch (lives[number], probes[number]) {
            case (let life?, nil): bury(number, life)
            case (nil, let probe?):
                lives[number] = FollowedLife(probe, at: second, now)
                touched.reset.insert(number)
            case (let life?, let probe?) where life.probe != probe:
                lives[number]?.change(to: probe, at: second, now)
                touched.changed.insert(number)
            default: break
            }
        }
        findParents()
        settle()
        findNextEdge()
    }

    /// A probe is configured no more; its attempts in flight say nothing of anything.
    private mutating func bury(_ number: Int, _ life: FollowedLife) {
        gone.attempts += life.attempts
        gone.conclusive += life.successes + life.failures
        gone.inconclusive += life.inconclusive
        gone.slotsMissed.least += life.slotsMissed.least
        gone.slotsMissed.most += life.slotsMissed.most
        orphans[number] += life.flights
        lives[number] = nil
        touched.reset.insert(number)
        tell(number, "probe_removed")
    }

    /// Who is blocked, and who is judged: parents before those that depend on them.
    private mutating func settle() {
        let wallTime = plan.clock.wallTime(at: now)
        for number in lives.indices where lives[number] != nil {
            let isBlocked = parents[number].contains { bearers in
                !bearers.isEmpty && bearers.allSatisfy { lives[$0]?.isInTheWay == true }
            }
            lives[number]?.isBlocked = isBlocked
            let words = lives[number]?.judge(at: wallTime) ?? ""
            if !words.isEmpty { tell(number, words) }
        }
    }

    /// For each probe, and each name that it depends on, who bears that.
    private mutating func findParents() {
        var bearers: [String: [Int]] = [:]
        for (number, life) in lives.enumerated() {
            guard let life else { continue }
            bearers[life.probe.settings.qualifiedName, default: []].append(number)
        }
        parents = lives.map { life in
            life?.probe.settings.parents.map { bearers[$0] ?? [] } ?? []
        }
    }
}
