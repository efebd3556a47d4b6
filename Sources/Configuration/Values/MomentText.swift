internal import Time

/// A day or a moment as RFC 3339 writes it.
enum MomentText {
    static let suggestion = "write a moment such as \"2026-11-21T22:00:00+01:00\""
    static let dateSuggestion = "write a day such as \"2026-12-25\""

    static func moment(_ text: String) throws(Mistake) -> WallTime {
        guard let time = WallTime(rfc3339: text) else {
            throw Mistake(
                "\(Excerpt.of(text)) is no moment",
                hasOffset(text) ? suggestion : suggestion + ", with the offset at its end")
        }
        return time
    }

    static func date(_ text: String) throws(Mistake) -> CivilDate {
        guard let date = CivilDate(rfc3339: text) else {
            throw Mistake("\(Excerpt.of(text)) is no day of the calendar", dateSuggestion)
        }
        return date
    }

    private static func hasOffset(_ text: String) -> Bool {
        guard let last = text.utf8.last else { return false }
        return last | 0x20 == UInt8(ascii: "z")
            || text.utf8.dropLast(5).last.map { "+-".utf8.contains($0) } ?? false
    }
}
