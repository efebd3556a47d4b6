import Time

/// The books of one log, in which one process comes after another.
///
/// Events come in the order of their lines. Time counts from the start of a process to its end, or
/// to the last line before the next start: then it crashed. Where a clock was set back, a line
/// tells an earlier time than one before it; it is taken to have happened at the latest time so
/// far, so that no time counts twice and none is negative.
struct LogAccount: Sendable {
    let log: Int
    private let range: ReportRange
    private var probes: [Subject: ProbeAccount] = [:]
    private(set) var first: WallTime?
    private(set) var last: WallTime?
    /// Events that fall into the range.
    private(set) var eventCount = 0
    /// Events of the range that could not be written.
    private(set) var lostCount = 0
    /// How often the clock was set back.
    private(set) var setBackCount = 0
    private var isOver = false
    /// What the line before told, before the clock was allowed for.
    private var told: WallTime?

    init(log: Int, _ range: ReportRange) {
        self.log = log
        self.range = range
    }

    /// Takes the next event; the incident that it ends.
    mutating func take(_ event: Event) -> Incident? {
        guard !isOver else { return nil }
        if let told, event.time < told { setBackCount += 1 }
        told = event.time
        let before = last ?? event.time
        let time = max(before, event.time)
        if let end = range.to, time >= end {
            isOver = true
            // It still ran at the end of the range, unless it began only afterwards.
            if last != nil, event.happening.name != .started { last = max(before, end) }
            return nil
        }
        first = first ?? time
        last = time
        if range.hasBegun(at: time) { count(event) }
        switch event.happening {
        case .started:
            for subject in probes.keys { probes[subject]?.beginAnew(at: before) }
        case .ended:
            for subject in probes.keys { probes[subject]?.lose(at: time) }
        default: break
        }
        guard let subject = event.subject else { return nil }
        return probes[
            subject.identity, default: ProbeAccount(subject, log: log, at: time, range)
        ].take(event, at: time)
    }

    private mutating func count(_ event: Event) {
        eventCount += 1
        if case .eventsLost(let count) = event.happening { lostCount += count }
    }

    /// How each probe fared in a range, and the incidents that have not ended.
    func results(_ whole: ReportRange) -> [(Availability, Incident?)] {
        guard let last else { return [] }
        return probes.values.compactMap { $0.result(whole, last: last) }
    }
}
