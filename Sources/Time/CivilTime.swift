/// A wall time as people write it: year to millisecond, UTC, in the proleptic Gregorian calendar.
public struct CivilTime: Equatable, Sendable, CustomStringConvertible {
    /// Year, 0 to 9999 in RFC 3339 and in certificates; 0 is the one before 1.
    public let year: Int
    /// Month, 1 to 12.
    public let month: Int
    /// Day, 1 to 31.
    public let day: Int
    /// Hour, 0 to 23.
    public let hour: Int
    /// Minute, 0 to 59.
    public let minute: Int
    /// Second, 0 to 59.
    public let second: Int
    /// Millisecond, 0 to 999.
    public let millisecond: Int

    /// The civil form of `time`.
    public init(_ time: WallTime) {
        let (days, secondsOfDay) = Self.floored(time.secondsSinceEpoch, by: 86_400)
        (year, month, day) = Self.date(daysSinceEpoch: days)
        hour = Int(secondsOfDay / 3_600)
        minute = Int(secondsOfDay / 60 % 60)
        second = Int(secondsOfDay % 60)
        millisecond = Int(time.nanosecondsOfSecond / 1_000_000)
    }

    /// RFC 3339: `2026-11-20T21:30:44.961Z`.
    public var description: String {
        "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
            + "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
            + ".\(Self.padded(millisecond, 3))Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return (number < 0 ? "-" : "") + zeros + digits
    }

    private static func floored(
        _ number: Int64, by divisor: Int64
    ) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// Counts in eras of 400 years that begin with March, so that a leap day ends its year.
    private static func date(daysSinceEpoch days: Int64) -> (Int, Int, Int) {
        let (era, dayOfEra) = floored(days + 719_468, by: 146_097)
        let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), Int(month), Int(day))
    }
}
