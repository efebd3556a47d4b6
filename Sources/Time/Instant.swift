/// A point on the monotonic clock, in nanoseconds since a start that differs from boot to boot.
///
/// Everything that is measured or waited for is told in instants: they never step back, and they do
/// not know what day it is. Dates are ``WallTime``.
public struct Instant: Comparable, Hashable, Sendable {
    /// Nanoseconds since the start of the clock.
    public let nanoseconds: Int64

    /// An instant that lies `nanoseconds` after the start of the clock.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A deadline that no clock reaches: 292 years from the start.
    public static let distantFuture = Instant(nanoseconds: .max)

    /// The earlier of two instants.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The instant that lies `duration` later; ``distantFuture`` where that is beyond the clock.
    @inlinable
    public static func + (instant: Instant, duration: Duration) -> Instant {
        let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(duration.nanoseconds)
        return overflow ? .distantFuture : Instant(nanoseconds: sum)
    }

    /// The time from `earlier` to `later`; negative where they stand the other way round.
    @inlinable
    public static func - (later: Instant, earlier: Instant) -> Duration {
        .nanoseconds(later.nanoseconds &- earlier.nanoseconds)
    }
}
