/// The shortest and the longest duration that make sense somewhere.
struct DurationRange {
    let shortest: Duration
    let longest: Duration

    init(_ shortest: Duration, _ longest: Duration) {
        self.shortest = shortest
        self.longest = longest
    }
}

/// Prometheus durations: whole numbers with units, `500ms`, `1m30s`, `1d`.
///
/// The units fall from y to ms, each at most once; a year has 365 days
/// (prometheus.io/docs/prometheus/latest/querying/basics, "Time Durations").
enum DurationText {
    static let suggestion = "write a duration such as 500ms, 30s, 1m30s or 1d"

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("y", 365 * 86_400_000), ("w", 7 * 86_400_000), ("d", 86_400_000), ("h", 3_600_000),
        ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    static func parse(_ text: String, in range: DurationRange) throws(Mistake) -> Duration {
        let duration = Duration.milliseconds(try milliseconds(text))
        guard duration >= range.shortest else {
            throw Mistake(
                "\(Excerpt.of(text)) is too short", "write at least \(written(range.shortest))")
        }
        guard duration <= range.longest else {
            throw Mistake(
                "\(Excerpt.of(text)) is too long", "write at most \(written(range.longest))")
        }
        return duration
    }

    /// As people write it: few of them count in weeks, or seconds and milliseconds.
    static func written(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        var rest = seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000
        if rest < 60_000, rest % 1000 != 0 { return "\(rest)ms" }
        var text = ""
        for unit in units where rest >= unit.milliseconds && unit.name != "w" {
            text += "\(rest / unit.milliseconds)\(unit.name)"
            rest %= unit.milliseconds
        }
        return text.isEmpty ? "0s" : text
    }

    /// Half of the largest number where it is more than that.
    static func milliseconds(_ text: String) throws(Mistake) -> Int64 {
        var rest = Array(text.utf8)[...]
        var sum: Int64 = 0
        var unitsLeft = units[...]
        guard rest != [UInt8(ascii: "0")] else { return 0 }
        repeat {
            let digits = rest.prefix { isDigit($0) }
            rest = rest.dropFirst(digits.count)
            let name = String(decoding: rest.prefix { !isDigit($0) }, as: UTF8.self)
            rest = rest.dropFirst(name.utf8.count)
            guard !digits.isEmpty, let unit = units.first(where: { $0.name == name }) else {
                throw noDuration(text)
            }
            guard let index = unitsLeft.firstIndex(where: { $0.name == name }) else {
                throw Mistake(
                    "\(Excerpt.of(text)) has its units in the wrong order, or one of them twice",
                    "write them from y, w, d, h, m, s down to ms, such as 1m30s")
            }
            unitsLeft = units[(index + 1)...]
            let count = Int64(String(decoding: digits, as: UTF8.self)) ?? .max
            let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
            let (total, overflowOfSum) = sum.addingReportingOverflow(product)
            sum = overflow || overflowOfSum ? .max / 2 : min(total, .max / 2)
        } while !rest.isEmpty
        return sum
    }

    private static func noDuration(_ text: String) -> Mistake {
        if !text.isEmpty, text.utf8.count < 10, text.utf8.allSatisfy(isDigit) {
            return Mistake("\(text) has no unit", "write \(text)s for seconds")
        }
        return Mistake("\(Excerpt.of(text)) is no duration", suggestion)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
