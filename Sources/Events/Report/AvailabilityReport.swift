public import Time

/// How the probes of some logs fared in a range of time.
public struct AvailabilityReport: Equatable, Sendable {
    /// The range; its ends are nil only where nobody named them and there are no events.
    public var range: ReportRange
    /// Each probe, by gateway and name.
    public var probes: [Availability]
    /// What they fell into, in the order of time.
    public var incidents: [Incident]
    /// Incidents beyond ``ReportLimits/incidentsMax``, which are counted and not listed.
    public var omittedIncidentCount: Int
    /// Events in the range.
    public var eventCount: Int
    /// Events in the range that could not be written, so that the report may be wrong.
    public var lostEventCount: Int
    /// How often a clock was set back.
    public var setBackCount: Int
    /// The moments of the first and the last event that the logs hold before the end of the range.
    public var held: ClosedRange<WallTime>?
}

/// How much a report holds.
public enum ReportLimits {
    /// Incidents that are listed.
    public static let incidentsMax = 100_000
}

/// Makes a report of events, in memory for each probe and each incident, however many there are.
public struct ReportMaker: Sendable {
    private let range: ReportRange
    private let incidentsMax: Int
    private var logs: [LogAccount]
    private var incidents: [Incident] = []
    private var omittedIncidentCount = 0

    /// A maker of a report on so many logs, each of which one process at a time writes.
    public init(_ range: ReportRange, logCount: Int = 1) {
        self.init(range, logCount: logCount, incidentsMax: ReportLimits.incidentsMax)
    }

    package init(_ range: ReportRange, logCount: Int, incidentsMax: Int) {
        self.range = range
        self.incidentsMax = incidentsMax
        logs = (0..<logCount).map { LogAccount(log: $0, range) }
    }

    /// Takes the next event of a log, which is counted from 0.
    public mutating func take(_ event: Event, log: Int = 0) {
        if let incident = logs[log].take(event) { list(incident) }
    }

    private mutating func list(_ incident: Incident) {
        if incidents.count < incidentsMax {
            incidents.append(incident)
        } else {
            omittedIncidentCount += 1
        }
    }

    /// The report on all that was taken.
    public consuming func report() -> AvailabilityReport {
        let first = logs.compactMap(\.first).min()
        let last = logs.compactMap(\.last).max()
        let from = range.from ?? first
        let to = range.to ?? last
        // Where all events come before the range, there is no time to tell of.
        let whole = ReportRange(from: from, to: to.map { max($0, from ?? $0) })
        var probes: [Availability] = []
        for log in logs {
            for (availability, incident) in log.results(whole) {
                probes.append(availability)
                if let incident { list(incident) }
            }
        }
        return AvailabilityReport(
            range: whole, probes: probes.sorted(by: Self.comesBefore),
            incidents: incidents.sorted(by: Self.comesBefore),
            omittedIncidentCount: omittedIncidentCount,
            eventCount: logs.reduce(0) { $0 + $1.eventCount },
            lostEventCount: logs.reduce(0) { $0 + $1.lostCount },
            setBackCount: logs.reduce(0) { $0 + $1.setBackCount },
            held: first.flatMap { first in last.map { first...$0 } })
    }

    private static func comesBefore(_ left: Availability, _ right: Availability) -> Bool {
        let (before, after) = (left.subject.key, right.subject.key)
        return before == after ? left.log < right.log : before.lexicographicallyPrecedes(after)
    }

    private static func comesBefore(_ left: Incident, _ right: Incident) -> Bool {
        guard left.begin == right.begin else { return left.begin < right.begin }
        return left.subject.key.lexicographicallyPrecedes(right.subject.key)
    }
}

extension Subject {
    /// What it is sorted by.
    fileprivate var key: [String] { [gateway ?? "", server, probe, target, serverName ?? ""] }
}
