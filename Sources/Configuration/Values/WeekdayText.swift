/// Days of the week: `mon-fri`, `sat`, `fri-mon`.
enum WeekdayText {
    static let suggestion = "write days such as mon-fri, sat, or [mon, wed, fri]"

    /// In the order of ``CivilDate/weekday``.
    private static let names = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]

    /// The days of one text, 0 for Sunday to 6 for Saturday; a range may go over the week's end.
    static func parse(_ text: String) throws(Mistake) -> Set<Int> {
        var days: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard let first = ends.first, let last = ends.last, ends.count <= 2 else {
                throw Mistake("\(Excerpt.of(text)) are no days", suggestion)
            }
            let begin = try day(first)
            let end = try day(last)
            for offset in 0...(end - begin + 7) % 7 { days.insert((begin + offset) % 7) }
        }
        return days
    }

    private static func day(_ text: Substring) throws(Mistake) -> Int {
        let words = text.split(separator: " ").map { $0.lowercased() }
        let day = names.firstIndex { [$0, String($0.prefix(3))].contains(words.first) }
        guard let day, words.count == 1 else {
            throw Mistake("\(Excerpt.of(String(text))) is no day of the week", suggestion)
        }
        return day
    }
}
