internal import Scheduling

/// When a level is attempted: what it says replaces what the level around it says.
struct InheritedSchedule {
    /// Nil where it is attempted always.
    private(set) var occasion: Occasion?
    private let schedules: [String: Occasion?]
    private let window: WindowReader

    /// Attempted always, until something else is said by the name of a schedule or by a window.
    init(schedules: [String: Occasion?], window: WindowReader) {
        self.schedules = schedules
        self.window = window
    }

    /// Takes over what a level says; `null` is always.
    mutating func read(_ mapping: inout MappingReader) {
        let schedule = mapping.take("schedule")
        let window = mapping.take("window")
        if let schedule, let window {
            schedule.report(excludedBy: window)
        } else if let schedule {
            occasion = schedule.isNull ? nil : named(schedule) ?? occasion
        } else if let window {
            occasion = window.isNull ? nil : inline(window) ?? occasion
        }
    }

    private func named(_ field: Field) -> Occasion? {
        let known = schedules.keys.sorted()
        let suggestion =
            known.isEmpty
            ? "write it under schedules: at the top of the file"
            : "known here: \(known.prefix(10).map(Excerpt.of).joined(separator: ", "))"
        guard let scalar = field.scalar("name of a schedule", write: suggestion) else {
            return nil
        }
        if let schedule = schedules[scalar.text] { return schedule }
        let nearest = NearestName.to(scalar.text, among: known)
        field.report(
            Mistake(
                "there is no schedule \(Excerpt.of(scalar.text))",
                nearest.map { "did you mean \(Excerpt.of($0))?" } ?? suggestion))
        return nil
    }

    private func inline(_ field: Field) -> Occasion? {
        let suggestion =
            "write {days: mon-fri, begin: \"08:00\", end: \"18:00\", time_zone: Europe/Berlin}"
        guard var mapping = field.mapping("window", write: suggestion) else { return nil }
        let zone = window.zone(&mapping)
        let weekly = window.weekly(&mapping)
        mapping.reportUnknownKeys()
        guard let zone, let weekly else { return nil }
        return .recurring(Schedule(zone: zone, weekly: [weekly]))
    }
}
