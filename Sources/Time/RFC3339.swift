extension CivilDate {
    /// A day as RFC 3339 writes it, `full-date`: `2026-11-20`; nil for anything else.
    public init?(rfc3339 text: String) {
        var digits = DigitReader(text)
        guard let date = digits.date(), digits.isAtEnd else { return nil }
        self = date
    }
}

extension WallTime {
    /// A moment as RFC 3339 section 5.6 writes it: `2026-11-21T22:00:00.5+01:00`; nil for anything
    /// else.
    ///
    /// An offset is not optional. A leap second is none, since no clock of a system shows one; of a
    /// fraction of a second nine digits count.
    public init?(rfc3339 text: String) {
        var digits = DigitReader(text)
        guard let date = digits.date(), digits.take("T", "t"),
            let hour = digits.number(of: 2, in: 0...23), digits.take(":"),
            let minute = digits.number(of: 2, in: 0...59), digits.take(":"),
            let second = digits.number(of: 2, in: 0...59),
            let nanoseconds = digits.fraction(), let offset = digits.offset(), digits.isAtEnd
        else { return nil }
        let secondsOfDay = Int64((hour * 60 + minute) * 60 + second)
        let seconds = WallTime(
            secondsSinceEpoch: date.daysSinceEpoch * 86_400 + secondsOfDay - offset)
        self = seconds + .nanoseconds(nanoseconds)
    }
}

/// Reads a text of numbers with so many digits and of signs between them.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func date() -> CivilDate? {
        guard let year = number(of: 4, in: 0...9_999), take("-"),
            let month = number(of: 2, in: 1...12), take("-"),
            let day = number(of: 2, in: 1...31)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Nanoseconds of a fraction; 0 where there is none.
    mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        var (nanoseconds, unit, count) = (0, 100_000_000, 0)
        while let digit = digit() {
            nanoseconds += digit * unit
            unit /= 10
            count += 1
        }
        return count == 0 ? nil : nanoseconds
    }

    /// Seconds by which the clock is ahead of UTC.
    mutating func offset() -> Int64? {
        if take("Z", "z") { return 0 }
        let isAhead = take("+")
        guard isAhead || take("-"), let hour = number(of: 2, in: 0...23), take(":"),
            let minute = number(of: 2, in: 0...59)
        else { return nil }
        let seconds = Int64(hour * 60 + minute) * 60
        return isAhead ? seconds : -seconds
    }

    /// A number of exactly so many digits.
    mutating func number(of count: Int, in range: ClosedRange<Int>) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return range.contains(number) ? number : nil
    }

    /// Takes one of some signs, where it comes next.
    mutating func take(_ signs: Unicode.Scalar...) -> Bool {
        guard let first = rest.first, signs.contains(where: { UInt8(ascii: $0) == first }) else {
            return false
        }
        rest.removeFirst()
        return true
    }

    private mutating func digit() -> Int? {
        guard let first = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return nil
        }
        rest.removeFirst()
        return Int(first - UInt8(ascii: "0"))
    }
}
