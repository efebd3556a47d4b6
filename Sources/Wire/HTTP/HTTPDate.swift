/// The form of dates that HTTP writes: `Sun, 06 Nov 1994 08:49:37 GMT`.
public enum HTTPDate {
    /// Seconds since the epoch that a year of four digits can tell: years 1 to 9999.
    public static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    private static let secondsPerDay: Int64 = 86_400
    /// 1970-01-01 was a Thursday.
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Appends an IMF-fixdate (RFC 9110 section 5.6.7).
    ///
    /// Times outside ``secondsRange`` are written as its ends.
    public static func append(secondsSinceEpoch: Int64, to buffer: inout [UInt8]) {
        let seconds = min(max(secondsSinceEpoch, secondsRange.lowerBound), secondsRange.upperBound)
        let second = modulo(seconds, secondsPerDay)
        let day = (seconds - second) / secondsPerDay
        let (year, month, dayOfMonth) = civil(day)
        buffer += days[Int(modulo(day, 7))].utf8
        buffer += ", ".utf8
        append(dayOfMonth, digits: 2, to: &buffer)
        buffer += " \(months[Int(month) - 1]) ".utf8
        append(year, digits: 4, to: &buffer)
        buffer.append(UInt8(ascii: " "))
        append(second / 3600, digits: 2, to: &buffer)
        buffer.append(UInt8(ascii: ":"))
        append(second / 60 % 60, digits: 2, to: &buffer)
        buffer.append(UInt8(ascii: ":"))
        append(second % 60, digits: 2, to: &buffer)
        buffer += " GMT".utf8
    }

    /// Year, month from 1 and day from 1 of a day since 1970-01-01, in the Gregorian calendar.
    ///
    /// Counted in years that begin in March, so that the leap day is the last of its year, and in
    /// eras of 400 years, which all have the same days: Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", `civil_from_days`.
    private static func civil(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let dayOfEra = modulo(shifted, 146_097)
        let era = (shifted - dayOfEra) / 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfMonth)
    }

    private static func append(_ number: Int64, digits: Int, to buffer: inout [UInt8]) {
        let text = String(number)
        buffer += repeatElement(UInt8(ascii: "0"), count: max(0, digits - text.utf8.count))
        buffer += text.utf8
    }

    private static func modulo(_ number: Int64, _ divisor: Int64) -> Int64 {
        let remainder = number % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
