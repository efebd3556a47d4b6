internal import Scheduling
internal import Time

/// Reads `schedules`, to which probes refer by name.
struct SchedulesReader {
    let window: WindowReader
    let limits: ConfigurationLimits

    private static let suggestion =
        "write schedules such as {business-hours: {time_zone: Europe/Berlin, windows: "
        + "[{days: mon-fri, begin: \"08:00\", end: \"18:00\"}]}}"

    /// Each of them by its name; nothing for one that has been reported.
    func schedules(_ field: Field) -> [String: Occasion?] {
        guard let mapping = field.mapping("mapping of schedules", write: Self.suggestion) else {
            return [:]
        }
        let fields = mapping.fields
        guard fields.count <= limits.scheduleCountMax else {
            field.report(
                Mistake(
                    "\(fields.count) schedules are too many",
                    "write at most \(limits.scheduleCountMax)"))
            return [:]
        }
        var schedules: [String: Occasion?] = [:]
        for (name, field) in fields {
            field.attempt { () throws(Mistake) in
                try NameText.check(name, scalarsMax: limits.nameScalarsMax)
            }
            schedules[name] = .some(schedule(field))
        }
        return schedules
    }

    private func schedule(_ field: Field) -> Occasion? {
        guard var mapping = field.mapping("schedule", write: Self.suggestion) else { return nil }
        let zone = window.zone(&mapping)
        let windows = mapping.take("windows")
        let exceptions = mapping.take("except")
        let also = mapping.take("also")
        mapping.reportUnknownKeys()
        let weekly = windows.map { list($0, "window", read: self.weekly) } ?? []
        let except = exceptions.map { list($0, "day", read: date) } ?? []
        let dated = also.map { list($0, "day with its hours", read: datedWindow) } ?? []
        if windows == nil, also == nil {
            field.report(
                Mistake("the schedule has no windows", "write windows: or also: with hours in it"))
        }
        guard let zone else { return nil }
        return .recurring(
            Schedule(
                zone: zone, weekly: weekly, exceptions: Set(except),
                dated: Dictionary(grouping: dated, by: \.date).mapValues { $0.map(\.window) }))
    }

    private func list<Value>(_ field: Field, _ noun: String, read: (Field) -> Value?) -> [Value] {
        guard let items = field.items("list", write: "write a list, one \(noun) each") else {
            return []
        }
        guard items.count <= limits.scheduleWindowCountMax else {
            field.report(
                Mistake(
                    "\(items.count) entries are too many",
                    "write at most \(limits.scheduleWindowCountMax)"))
            return []
        }
        return items.compactMap(read)
    }

    private func weekly(_ field: Field) -> Schedule.Weekly? {
        guard var mapping = field.mapping("window", write: WindowReader.suggestion) else {
            return nil
        }
        defer { mapping.reportUnknownKeys() }
        return window.weekly(&mapping)
    }

    private func date(_ field: Field) -> CivilDate? {
        guard let scalar = field.scalar("day", write: MomentText.dateSuggestion) else {
            return nil
        }
        return field.attempt { () throws(Mistake) in try MomentText.date(scalar.text) }
    }

    private func datedWindow(_ field: Field) -> (date: CivilDate, window: Schedule.Window)? {
        let suggestion = "write {date: \"2026-12-27\", begin: \"10:00\", end: \"14:00\"}"
        guard var mapping = field.mapping("day with its hours", write: suggestion) else {
            return nil
        }
        defer { mapping.reportUnknownKeys() }
        let date = mapping.require("date", Mistake("it has no date", suggestion)).flatMap(date)
        guard let hours = window.window(&mapping), let date else { return nil }
        return (date, hours)
    }
}
