public import Time

/// A range of time, half open; where an end is nil, the events say it.
public struct ReportRange: Equatable, Sendable {
    /// Its first moment.
    public var from: WallTime?
    /// The first moment behind it.
    public var to: WallTime?

    /// From one moment to another, which is no earlier.
    public init(from: WallTime? = nil, to: WallTime? = nil) {
        if let from, let to { precondition(from <= to, "a range ends before it begins") }
        self.from = from
        self.to = to
    }

    /// How much of the time between two moments falls into it.
    func part(_ begin: WallTime, _ end: WallTime) -> Duration {
        let first = max(begin, from ?? begin)
        let last = min(end, to ?? end)
        return last > first ? last - first : .zero
    }

    /// Whether a moment before its end is no earlier than its begin.
    func hasBegun(at time: WallTime) -> Bool { from.map { time >= $0 } ?? true }
}
