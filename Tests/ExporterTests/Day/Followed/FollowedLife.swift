import Configuration
import Network
import Probes
import Scheduling
import Simulation
import Time

/// What must be true of a followed probe from when it is configured to when it is removed.
struct FollowedLife {
    /// A count, where a stall may leave open what belongs to it.
    struct Bounds: Equatable {
        var least = 0
        var most = 0

        func contains(_ count: Int) -> Bool { (least...most).contains(count) }

        mutating func add(isSure: Bool = true) {
            if isSure { least += 1 }
            most += 1
        }
    }

    /// Why an attempt is made.
    enum Kind {
        /// In a slot of its grid, or as the extra one after a beginning.
        case firstTry
        /// To confirm another.
        case confirmation
        /// After a stall in which both were due.
        case either
    }

    /// An attempt that has not ended.
    struct Flight {
        var startedAt: Instant
        var kind: Kind
        var wasJudged: Bool
        /// Of what was asked.
        var epoch: Int
        /// How long we had stood still when it began.
        var interruption: Interruption
    }

    var probe: FollowedProbe
    /// Goes up when it is asked something else.
    var epoch = 0
    var flights: [Flight] = []
    var turns = FollowedTurns()

    // What was counted.
    var attempts = 0, successes = 0, failures = 0, inconclusive = 0
    var objectiveAttempts = Bounds(), objectiveFailures = Bounds()
    var slotsMissed = Bounds()
    var stateChanges = 0

    // What holds.
    var isUp: Bool?
    var hasSucceeded: Bool?
    /// Verdicts in a row that speak against the state.
    var against = 0
    var isScheduled = true, isInMaintenance = false, isBlocked = false
    /// Since when it is judged; nil while it is not.
    var judgedSince: WallTime?

    /// Whether nobody was told whether it is judged: a reader takes it for judged.
    var isUntold = true

    /// One that is configured at an instant, at which the calendar has come to a second.
    init(_ probe: FollowedProbe, at second: Int64, _ now: Instant) {
        self.probe = probe
        isScheduled = false
        lookAtClock(at: second, now)
    }

    var isJudged: Bool { judgedSince != nil }

    /// Why it is not to be judged; nil where it is.
    var unjudgedReason: String? {
        if !isScheduled { return "outside_window" }
        if isInMaintenance { return "maintenance" }
        return isBlocked ? "blocked" : nil
    }

    /// Whether it keeps those that depend on it from answering.
    var isInTheWay: Bool { isBlocked || isUp == false && isScheduled }

    /// Takes a verdict; whether the state is another since.
    mutating func conclude(_ hasSucceeded: Bool) -> Bool {
        self.hasSucceeded = hasSucceeded
        guard isUp != hasSucceeded else {
            against = 0
            return false
        }
        against += 1
        let policy = probe.settings.confirmation
        // Before there is any state one success is enough.
        let needed = hasSucceeded ? (isUp == nil ? 1 : policy?.up ?? 1) : policy?.down ?? 1
        guard against >= needed else { return false }
        if isUp != nil { stateChanges += 1 }
        isUp = hasSucceeded
        against = 0
        return true
    }
}

// MARK: - Judgement

extension FollowedLife {
    /// Begins to be judged, or ends it; returns what the event log is to say of that, or nothing.
    mutating func judge(at now: WallTime) -> String {
        defer { isUntold = false }
        if let reason = unjudgedReason {
            guard isJudged || isUntold else { return "" }
            judgedSince = nil
            return "probe_unjudged \(reason)"
        }
        guard !isJudged else { return "" }
        judgedSince = now
        return isUntold ? "" : "probe_judged"
    }
}

// MARK: - Times and configurations

extension FollowedLife {
    /// What holds at a second of the calendar; slots begin and end with windows.
    mutating func lookAtClock(at second: Int64, _ now: Instant) {
        isInMaintenance = probe.isInMaintenance(at: second)
        let isScheduled = probe.isScheduled(at: second)
        if isScheduled && !self.isScheduled { turns.open(probe, at: now) }
        if !isScheduled { turns.close() }
        self.isScheduled = isScheduled
    }

    /// Becomes another; what was counted stays.
    mutating func change(to new: FollowedProbe, at second: Int64, _ now: Instant) {
        let asksAnew = new.settings.options != probe.settings.options
        let hasOtherSlots = new.settings.interval != probe.settings.interval
        probe = new
        if asksAnew { epoch += 1 }
        // Its slots begin anew.
        if asksAnew || hasOtherSlots { isScheduled = false }
        lookAtClock(at: second, now)
    }
}

// MARK: - Attempts

extension FollowedLife {
    /// An attempt begins.
    mutating func begin(_ kind: Kind, _ note: ConnectionNote) {
        attempts += 1
        flights.append(
            Flight(
                startedAt: note.startedAt, kind: kind, wasJudged: isJudged, epoch: epoch,
                interruption: note.interruption))
    }

    /// An attempt ends; returns what the event log is to say of that, or nothing.
    mutating func end(_ note: ConnectionNote, _ error: NetworkError?, _ now: Instant) -> String {
        guard let place = flights.firstIndex(where: { $0.startedAt == note.startedAt }) else {
            return "an end without a beginning"
        }
        let flight = flights.remove(at: place)
        guard flight.epoch == epoch else {
            inconclusive += 1
            return ""
        }
        defer {
            if against > 0, let policy = probe.settings.confirmation {
                turns.confirm(after: policy.interval, from: now)
            }
        }
        guard isConclusive(error, flight, note), error == nil || !isBlocked else {
            inconclusive += 1
            return ""
        }
        let counts = flight.kind != .confirmation && flight.wasJudged && isJudged
        if counts { objectiveAttempts.add(isSure: flight.kind == .firstTry) }
        guard let error else {
            successes += 1
            return conclude(true) ? "probe_up" : ""
        }
        failures += 1
        if counts { objectiveFailures.add(isSure: flight.kind == .firstTry) }
        return conclude(false) ? "probe_down \(Self.reason(error))" : ""
    }

    /// Whether an attempt says something of its target: not where we lacked something, nor where it
    /// was silent while we stood still.
    private func isConclusive(
        _ error: NetworkError?, _ flight: Flight, _ note: ConnectionNote
    ) -> Bool {
        switch error {
        case .cancelled, .local: return false
        case .timeout, .reset:
            let stalled = note.interruption.stalled - flight.interruption.stalled
            let suspended = note.interruption.suspended - flight.interruption.suspended
            let timeout = probe.settings.options.timeout
            return stalled <= max(.milliseconds(100), timeout / 4)
                && suspended <= .milliseconds(50)
        default: return true
        }
    }

    private static func reason(_ error: NetworkError) -> String {
        switch error {
        case .refused: "refused"
        case .reset: "reset"
        case .hostUnreachable: "host_unreachable"
        case .networkUnreachable: "network_unreachable"
        case .timeout: "timeout"
        default: "other"
        }
    }
}
