import Events
import Time

/// How a report on events is written; the raw value is what the command line says.
enum AvailabilityFormat: String, CaseIterable {
    /// For people.
    case text
    /// For spreadsheets (RFC 4180).
    case csv
    /// For programs: one object (RFC 8259).
    case json
}

/// A report that a user orders.
struct ReportOrder {
    /// The event logs, each of one gateway.
    let logs: [String]
    let range: ReportRange
    let format: AvailabilityFormat

    init(_ values: FlagValues) throws(UsageError) {
        logs = values.allValues(of: .events)
        guard !logs.isEmpty else {
            throw UsageError("report needs an event log: sonde report --events=FILE")
        }
        format = try values.choice(of: .reportFormat) ?? .text
        let from = try Self.time(.from, values)
        let to = try Self.time(.to, values)
        if let from, let to, from.time >= to.time {
            throw UsageError(
                "--from=\(from.text) is not before --to=\(to.text); nothing lies between them")
        }
        range = ReportRange(from: from?.time, to: to?.time)
    }

    /// A moment, or the midnight with which a day begins in UTC.
    private static func time(
        _ flag: Flag, _ values: FlagValues
    ) throws(UsageError) -> (text: String, time: WallTime)? {
        guard let text = values.value(of: flag) else { return nil }
        if let time = WallTime(rfc3339: text) { return (text, time) }
        guard let day = CivilDate(rfc3339: text) else {
            throw UsageError(
                "--\(flag.name)=\(text) is no time; write a day such as 2026-11-01, or a moment "
                    + "such as 2026-11-01T08:00:00+01:00")
        }
        return (text, WallTime(secondsSinceEpoch: day.daysSinceEpoch * 86_400))
    }
}
