import Time

/// Durations for people.
enum DurationText {
    /// To the microsecond: `12.345 ms`.
    static func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration.nanoseconds / 1_000
        let fraction = String(microseconds % 1_000)
        let zeros = String(repeating: "0", count: max(0, 3 - fraction.count))
        return "\(microseconds / 1_000).\(zeros)\(fraction) ms"
    }
}
