/// A point in civil time: seconds since 1970-01-01T00:00:00Z without leap seconds, and a fraction.
///
/// Certificates and schedules are told in wall time. It may step when the machine's clock is set,
/// so no duration is ever measured with it. Every year that a certificate can name, 0 to 9999, is
/// far within the range: nanoseconds in an `Int64` would end in 2262.
public struct WallTime: Comparable, Hashable, Sendable {
    /// Whole seconds since the epoch, rounded down: negative before it.
    public let secondsSinceEpoch: Int64
    /// The nanoseconds that have passed of the second, 0 to 999,999,999.
    public let nanosecondsOfSecond: Int32

    /// A time that lies `nanoseconds` after the epoch, as clocks tell it.
    @inlinable
    public init(nanoseconds: Int64) {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        secondsSinceEpoch = rest < 0 ? seconds - 1 : seconds
        nanosecondsOfSecond = Int32(truncatingIfNeeded: rest < 0 ? rest + 1_000_000_000 : rest)
    }

    /// The beginning of a second.
    @inlinable
    public init(secondsSinceEpoch seconds: Int64) {
        secondsSinceEpoch = seconds
        nanosecondsOfSecond = 0
    }

    /// A time that lies so many nanoseconds after the epoch; the end of the range beyond it.
    private init(exactNanoseconds: Int128) {
        let (quotient, rest) = exactNanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let exact = rest < 0 ? quotient - 1 : quotient
        let seconds = Int64(clamping: exact)
        secondsSinceEpoch = seconds
        if Int128(seconds) == exact {
            nanosecondsOfSecond = Int32(rest < 0 ? rest + 1_000_000_000 : rest)
        } else {
            nanosecondsOfSecond = seconds < 0 ? 0 : 999_999_999
        }
    }

    /// Nanoseconds since the epoch; the ends of `Int64` before 1677 and after 2262.
    ///
    /// It is for what a clock told. Dates of certificates lie beyond those years, and often.
    public var nanoseconds: Int64 { Int64(clamping: exactNanoseconds) }

    private var exactNanoseconds: Int128 {
        Int128(secondsSinceEpoch) * 1_000_000_000 + Int128(nanosecondsOfSecond)
    }

    /// The earlier of two times.
    @inlinable
    public static func < (left: WallTime, right: WallTime) -> Bool {
        (left.secondsSinceEpoch, left.nanosecondsOfSecond)
            < (right.secondsSinceEpoch, right.nanosecondsOfSecond)
    }

    /// The time that lies `duration` later; the end of the range where that is beyond it.
    ///
    /// What a duration has beyond whole nanoseconds is left out.
    public static func + (time: WallTime, duration: Duration) -> WallTime {
        // Neither summand comes near the ends of its type.
        WallTime(exactNanoseconds: time.exactNanoseconds + duration.attoseconds / 1_000_000_000)
    }

    /// The time from `earlier` to `later`, exactly: a duration spans the whole range.
    public static func - (later: WallTime, earlier: WallTime) -> Duration {
        .seconds(later.secondsSinceEpoch) - .seconds(earlier.secondsSinceEpoch)
            + .nanoseconds(later.nanosecondsOfSecond - earlier.nanosecondsOfSecond)
    }
}
