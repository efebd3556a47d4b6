/// A wall time as people write it: year to millisecond, UTC, in the proleptic Gregorian calendar.
public struct CivilTime: Equatable, Sendable, CustomStringConvertible {
    /// The day; its year is 0 to 9999 in RFC 3339 and in certificates.
    public let date: CivilDate
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
        let (days, secondsOfDay) = time.secondsSinceEpoch.flooredDivision(by: 86_400)
        date = CivilDate(daysSinceEpoch: days)
        hour = Int(secondsOfDay / 3_600)
        minute = Int(secondsOfDay / 60 % 60)
        second = Int(secondsOfDay % 60)
        millisecond = Int(time.nanosecondsOfSecond / 1_000_000)
    }

    /// RFC 3339: `2026-11-20T21:30:44.961Z`.
    public var description: String {
        "\(date)T\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))"
            + ".\(millisecond.padded(to: 3))Z"
    }
}
