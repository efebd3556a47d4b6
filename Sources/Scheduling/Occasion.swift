public import Time

/// Times at which something is so; copies share what is large in it.
public indirect enum Occasion: Hashable, Sendable {
    /// Week by week, and on single days.
    case recurring(Schedule)
    /// Once, from a moment to before another.
    case once(from: WallTime, until: WallTime)

    /// Whether a time is one of them.
    public func contains(_ time: WallTime) -> Bool {
        switch self {
        case .recurring(let schedule): schedule.contains(time)
        case .once(let begin, let end): begin <= time && time < end
        }
    }

    /// When to look again: not after the first change that comes after a time; nil where none does.
    public func change(after time: WallTime) -> WallTime? {
        switch self {
        case .recurring(let schedule): schedule.change(after: time)
        case .once(let begin, let end): time < begin ? begin : time < end ? end : nil
        }
    }
}
