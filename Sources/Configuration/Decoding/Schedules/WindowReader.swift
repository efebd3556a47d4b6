internal import Scheduling

/// Reads hours of the day, the days on which they are, and whose clocks are meant.
struct WindowReader {
    let zones: ZoneFiles
    let limits: ConfigurationLimits

    static let suggestion =
        "write {days: mon-fri, begin: \"08:00\", end: \"18:00\"}"
    private static let wholeDay = 86_400

    /// The window of a week: `days`, `begin` and `end`; what is not written is every day, whole.
    func weekly(_ mapping: inout MappingReader) -> Schedule.Weekly? {
        let days = mapping.take("days").map(weekdays) ?? Set(0..<7)
        guard let window = window(&mapping), let days else { return nil }
        return Schedule.Weekly(on: days, window)
    }

    /// Hours of a day: `begin` and `end`.
    func window(_ mapping: inout MappingReader) -> Schedule.Window? {
        let beginField = mapping.take("begin")
        let endField = mapping.take("end")
        guard let begin = clock(beginField, otherwise: 0, ClockText.begin),
            let end = clock(endField, otherwise: Self.wholeDay, ClockText.end)
        else { return nil }
        guard begin != end else {
            endField?.report(
                Mistake(
                    "it ends when it begins", "write a later end, or 00:00 to 24:00 for a whole day"
                ))
            return nil
        }
        return Schedule.Window(begin: begin, end: end)
    }

    /// The zone of `time_zone`; UTC where none is written, nil after a report.
    func zone(_ mapping: inout MappingReader) -> TimeZone? {
        guard let field = mapping.take("time_zone") else { return .utc }
        guard let scalar = field.scalar("time zone", write: ZoneFiles.suggestion) else {
            return nil
        }
        return field.attempt { () throws(Mistake) in try zones.zone(scalar.text) }
    }

    private func clock(
        _ field: Field?, otherwise: Int, _ parse: (String) throws(Mistake) -> Int
    ) -> Int? {
        guard let field else { return otherwise }
        guard let scalar = field.scalar("time of the clock", write: ClockText.suggestion) else {
            return nil
        }
        return field.attempt { () throws(Mistake) in try parse(scalar.text) }
    }

    /// One text, or a list of them.
    private func weekdays(_ field: Field) -> Set<Int>? {
        var items = [field]
        if case .sequence = field.node.content {
            items = field.items("list of days", write: WeekdayText.suggestion) ?? []
            if items.isEmpty {
                field.report(Mistake("there are no days", WeekdayText.suggestion))
                return nil
            }
        }
        var days: Set<Int>? = []
        for item in items {
            guard let scalar = item.scalar("day of the week", write: WeekdayText.suggestion),
                let read = item.attempt({ () throws(Mistake) in
                    try WeekdayText.parse(scalar.text)
                })
            else {
                days = nil
                continue
            }
            days?.formUnion(read)
        }
        return days
    }
}
