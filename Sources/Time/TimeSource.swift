/// Who tells the time, and waits for it.
///
/// The live one is the event loop; the simulation has one that jumps from sleeper to sleeper.
public protocol TimeSource: AnyObject, Sendable {
    /// The monotonic clock, read now.
    var now: Instant { get }

    /// The civil clock, read now.
    var wallTime: WallTime { get }

    /// For how long, since it started, this process did not run although it should have.
    var interruption: Interruption { get }

    /// How long the turns of the loop behind it took.
    var turnDurations: TurnDurations { get }

    /// Suspends the caller until `deadline`; returns at once where that has passed.
    func sleep(until deadline: Instant) async -> SleepOutcome

    /// An alarm for sleeps that may have to end early.
    func makeAlarm() -> any Alarm
}

/// How a sleep ended.
public enum SleepOutcome: Sendable {
    /// The deadline has come.
    case elapsed
    /// The sleeping task was cancelled before that.
    case cancelled
}

/// Times in which the prober itself stood still; they only grow.
///
/// An attempt compares the figures from before and after: what was measured while the prober did
/// not run says nothing about the target.
public struct Interruption: Equatable, Sendable {
    /// Sum of the turns and late wake-ups of the loop that took longer than its limit for a stall.
    public var stalled: Duration
    /// Time that the machine was suspended (CLOCK_BOOTTIME less CLOCK_MONOTONIC).
    public var suspended: Duration

    /// Figures of a process that was stalled and suspended for these times.
    public init(stalled: Duration = .zero, suspended: Duration = .zero) {
        self.stalled = stalled
        self.suspended = suspended
    }
}
