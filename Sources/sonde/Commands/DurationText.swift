import Time

/// Durations for people.
package enum DurationText {
    /// To the microsecond: `12.345 ms`.
    static func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration.nanoseconds / 1_000
        let fraction = String(microseconds % 1_000)
        let zeros = String(repeating: "0", count: max(0, 3 - fraction.count))
        return "\(microseconds / 1_000).\(zeros)\(fraction) ms"
    }

    /// In its two largest units, the rest cut off: `29d23h`, `5m2s`, `850ms`.
    package static func short(_ duration: Duration) -> String {
        let milliseconds = duration.attoseconds / 1_000_000_000_000_000
        let units: [(name: String, milliseconds: Int128)] = [
            ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
        ]
        guard let first = units.firstIndex(where: { milliseconds >= $0.milliseconds }) else {
            return "0s"
        }
        var rest = milliseconds
        return units[first...].prefix(2).map { unit in
            let count = rest / unit.milliseconds
            rest %= unit.milliseconds
            return count > 0 ? "\(count)\(unit.name)" : ""
        }.joined()
    }
}
