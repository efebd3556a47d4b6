/// How a probe stands, in one word; what needs attention comes first.
public enum ProbeCondition: String, CaseIterable, Comparable, Sendable {
    /// Its target does not do what it should.
    case down
    /// It fails, and its state is yet to be confirmed.
    case failing
    /// It has not been told yet whether it is up.
    case unknown
    /// It depends on a probe that is down.
    case blocked
    /// It need not answer now.
    case maintenance
    /// It is not attempted at this time.
    case paused
    /// Its target does what it should.
    case up

    /// What a person reads.
    public var word: String {
        switch self {
        case .down: "Down"
        case .failing: "Failing"
        case .unknown: "Unknown"
        case .blocked: "Blocked"
        case .maintenance: "Maintenance"
        case .paused: "Paused"
        case .up: "Up"
        }
    }

    /// Whether somebody should look at it.
    public var needsAttention: Bool { self == .down || self == .failing }

    /// Its place in the order of attention.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

    /// Whether the first needs attention more than the second.
    public static func < (first: ProbeCondition, second: ProbeCondition) -> Bool {
        first.rank < second.rank
    }
}

/// What a condition is made of.
public struct ProbeStanding: Equatable, Sendable {
    /// The confirmed state; nil before the first.
    public var isUp: Bool?
    /// Whether the last conclusive attempt succeeded; nil before the first.
    public var hasSucceeded: Bool?
    /// Whether it is inside its window.
    public var isScheduled = true
    /// Whether it need not answer.
    public var isInMaintenance = false
    /// Whether a probe is down without which it cannot answer.
    public var isBlocked = false

    /// Nothing is known of it.
    public init() {}

    /// The one word for it: what explains a failure goes before the failure.
    public var condition: ProbeCondition {
        if !isScheduled { return .paused }
        if isInMaintenance { return .maintenance }
        if isBlocked { return .blocked }
        switch (isUp, hasSucceeded) {
        case (false, _): return .down
        case (_, false): return .failing
        case (true, _): return .up
        case (nil, _): return .unknown
        }
    }
}
