public import Time

/// A time in which a probe was down and judged.
public struct Incident: Equatable, Sendable {
    /// Which of the logs tells it, from 0.
    public var log: Int
    /// The probe.
    public var subject: Subject
    /// When it began to count: the probe went down, or began to be judged while it was down.
    public var begin: WallTime
    /// How it ended.
    public var ending: Ending
    /// How much of it counts: in the range, judged, and while the process ran.
    public var duration: Duration
    /// Why the probe went down.
    public var failure: Failure

    package init(
        log: Int, subject: Subject, begin: WallTime, ending: Ending, duration: Duration,
        failure: Failure
    ) {
        self.log = log
        self.subject = subject
        self.begin = begin
        self.ending = ending
        self.duration = duration
        self.failure = failure
    }

    /// How an incident ended.
    public enum Ending: Equatable, Sendable {
        /// The probe was up again.
        case recovered(WallTime)
        /// The configuration had the probe no more.
        case removed(WallTime)
        /// It had not ended at the end of the range.
        case stillDown
        /// Nobody watched the probe any more, from here on.
        case unknown(since: WallTime)

        /// What it is called.
        public var word: String {
            switch self {
            case .recovered: "recovered"
            case .removed: "removed"
            case .stillDown: "still_down"
            case .unknown: "unknown"
            }
        }

        /// When that was; nil where it has not ended, or nobody knows.
        public var time: WallTime? {
            switch self {
            case .recovered(let time), .removed(let time): time
            case .stillDown, .unknown: nil
            }
        }
    }
}

/// How a probe fared in a range of time; its four times add up to the range.
public struct Availability: Equatable, Sendable {
    /// Which of the logs tells it, from 0.
    public var log: Int
    /// The probe, with the labels that it had last.
    public var subject: Subject
    /// Judged, and up.
    public var up = Duration.zero
    /// Judged, and down.
    public var down = Duration.zero
    /// Watched, and not judged.
    public var unjudged = Duration.zero
    /// Not watched, or its state not known yet.
    public var unknown = Duration.zero
    /// What it fell into.
    public var incidents = IncidentTally()

    /// Judged, with a state that is known.
    public var judged: Duration { up + down }

    /// The share of that time in which it was up; nil where there is no such time.
    public var ratio: Double? { judged > .zero ? up / judged : nil }
}

/// What is known of several incidents without a list of them.
public struct IncidentTally: Equatable, Sendable {
    /// How many there were.
    public private(set) var count = 0
    /// The longest of them.
    public private(set) var longest: Duration?
    private var recoveredCount = 0
    private var recoveredSum = Duration.zero

    /// None.
    public init() {}

    /// The mean duration of those that ended since the probe was up again.
    public var meanTimeToRepair: Duration? {
        recoveredCount > 0 ? recoveredSum / recoveredCount : nil
    }

    mutating func add(_ incident: Incident) {
        count += 1
        longest = max(longest ?? .zero, incident.duration)
        guard case .recovered = incident.ending else { return }
        recoveredCount += 1
        recoveredSum += incident.duration
    }
}
