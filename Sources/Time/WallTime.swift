/// A point in civil time, in nanoseconds since 1970-01-01T00:00:00Z without leap seconds.
///
/// Certificates and schedules are told in wall time. It may step when the machine's clock is set,
/// so no duration is ever measured with it. The range is 1677 to 2262.
public struct WallTime: Comparable, Hashable, Sendable {
    /// Nanoseconds since the epoch; negative before it.
    public let nanoseconds: Int64

    /// A time that lies `nanoseconds` after the epoch.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A time that lies `seconds` after the epoch; the ends of the range where that is beyond it.
    public init(secondsSinceEpoch seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        nanoseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// The earlier of two times.
    @inlinable
    public static func < (left: WallTime, right: WallTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The time that lies `duration` later; the end of the range where that is beyond it.
    @inlinable
    public static func + (time: WallTime, duration: Duration) -> WallTime {
        let (sum, overflow) = time.nanoseconds.addingReportingOverflow(duration.nanoseconds)
        return WallTime(nanoseconds: overflow ? (duration.nanoseconds < 0 ? .min : .max) : sum)
    }

    /// The time from `earlier` to `later`; the longest duration where the two lie too far apart.
    public static func - (later: WallTime, earlier: WallTime) -> Duration {
        let (difference, overflow) = later.nanoseconds
            .subtractingReportingOverflow(earlier.nanoseconds)
        return .nanoseconds(overflow ? (later < earlier ? .min : .max) : difference)
    }
}
