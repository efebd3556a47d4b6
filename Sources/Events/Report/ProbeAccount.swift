import Time

/// The books of one probe: what is known of it, and the sums so far.
struct ProbeAccount: Sendable {
    private enum State {
        /// Since when nobody watches it, where somebody did.
        case unknown(since: WallTime?)
        case up
        case down(Failure)
    }

    /// An incident that has begun, whether or not the probe is watched meanwhile.
    private struct Pending {
        var begin: WallTime
        var duration: Duration
        var failure: Failure
    }

    private let range: ReportRange
    private var sums: Availability
    private var state = State.unknown(since: nil)
    private var isJudged = true
    /// Up to when the sums go.
    private var accounted: WallTime
    private var pending: Pending?
    /// The process that runs has not spoken of it, or said that it is gone.
    private var isGone = false
    private var hasEvents = false

    init(_ subject: Subject, log: Int, at time: WallTime, _ range: ReportRange) {
        self.range = range
        sums = Availability(log: log, subject: subject)
        accounted = time
    }

    /// Takes an event that is about it; the incident that it ends.
    mutating func take(_ event: Event, at time: WallTime) -> Incident? {
        account(until: time)
        if let subject = event.subject { sums.subject = subject }
        isGone = false
        hasEvents = hasEvents || range.hasBegun(at: time)
        switch event.happening {
        case .probeUp:
            state = .up
            return end(.recovered(time))
        case .probeDown(let failure): state = .down(failure)
        case .probeJudged: isJudged = true
        case .probeUnjudged: isJudged = false
        case .probeRemoved:
            lose(at: time)
            isGone = true
            return end(.removed(time))
        case .certificateChanged, .started, .ended, .running, .configurationLoaded, .targetsChanged,
            .configurationRefused, .eventsLost:
            break
        }
        // The failure with which it begins is the cause; those after it are what came of it.
        if pending == nil, isJudged, case .down(let failure) = state {
            pending = Pending(begin: time, duration: .zero, failure: failure)
        }
        return nil
    }

    /// A process has begun that need not know it.
    mutating func beginAnew(at time: WallTime) {
        lose(at: time)
        isGone = true
    }

    /// Nobody watches it from here on.
    ///
    /// An incident that has begun may go on all the same.
    mutating func lose(at time: WallTime) {
        account(until: time)
        isJudged = true
        if case .unknown = state { return }
        state = .unknown(since: time)
    }

    /// Adds what has passed to the sums.
    private mutating func account(until time: WallTime) {
        let part = range.part(accounted, time)
        accounted = max(accounted, time)
        switch state {
        case _ where !isJudged: sums.unjudged += part
        case .unknown: break
        case .up: sums.up += part
        case .down:
            sums.down += part
            pending?.duration += part
        }
    }

    private mutating func end(_ ending: Incident.Ending) -> Incident? {
        guard let pending else { return nil }
        self.pending = nil
        guard pending.duration > .zero || range.hasBegun(at: pending.begin) else { return nil }
        let incident = Incident(
            log: sums.log, subject: sums.subject, begin: pending.begin, ending: ending,
            duration: pending.duration, failure: pending.failure)
        sums.incidents.add(incident)
        return incident
    }

    /// What became of it in a range, as the log tells it up to its last line, and its incident that
    /// has not ended; nil where it was gone before.
    func result(_ whole: ReportRange, last: WallTime) -> (Availability, Incident?)? {
        var copy = self
        copy.account(until: last)
        let incident = copy.end(copy.openEnding(whole, last: last))
        let known = copy.sums.judged + copy.sums.unjudged
        guard known > .zero || hasEvents || !isGone else { return nil }
        if let from = whole.from, let to = whole.to { copy.sums.unknown = to - from - known }
        return (copy.sums, incident)
    }

    private func openEnding(_ whole: ReportRange, last: WallTime) -> Incident.Ending {
        if case .unknown(let since) = state { return .unknown(since: since ?? last) }
        // A running process writes a line every five minutes, so that one of them may be missing.
        let isWatched = whole.to.map { $0 - last <= EventLimits.heartbeat * 2 } ?? true
        return isWatched ? .stillDown : .unknown(since: last)
    }
}
