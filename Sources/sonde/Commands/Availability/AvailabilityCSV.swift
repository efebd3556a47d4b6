import Events
import Time
import Wire

/// A report for spreadsheets (RFC 4180): one table with a row for each probe and each incident.
///
/// The first column says which of the two a row is, so that a filter on it shows either. Columns of
/// the other kind are empty, and a sum over a column adds up what belongs together.
package struct AvailabilityCSV: CustomStringConvertible {
    let output: AvailabilityOutput

    package static let columns = [
        "row", "log", "gateway", "server", "probe", "target", "server_name", "begin", "end",
        "availability_ratio", "judged_seconds", "up_seconds", "down_seconds", "unjudged_seconds",
        "unknown_seconds", "incidents", "longest_incident_seconds", "mean_time_to_repair_seconds",
        "ending", "duration_seconds", "reason", "phase", "step", "detail",
    ]

    package var description: String {
        let rows =
            [Self.columns.map { .text($0) }] + output.report.probes.map(cells)
            + output.report.incidents.map(cells)
        return rows.map { $0.map(\.text).joined(separator: ",") + "\r\n" }.joined()
    }

    private func cells(_ probe: Availability) -> [Cell] {
        let tally = probe.incidents
        return name("probe", probe.log, probe.subject) + [
            moment(output.report.range.from), moment(output.report.range.to),
            .number(probe.ratio), seconds(probe.judged), seconds(probe.up), seconds(probe.down),
            seconds(probe.unjudged), seconds(probe.unknown), .count(tally.count),
            seconds(tally.longest), seconds(tally.meanTimeToRepair),
        ] + Array(repeating: .text(nil), count: 6)
    }

    private func cells(_ incident: Incident) -> [Cell] {
        name("incident", incident.log, incident.subject) + [
            moment(incident.begin), moment(incident.ending.time),
        ] + Array(repeating: .text(nil), count: 9) + [
            .text(incident.ending.word), seconds(incident.duration), .text(incident.failure.reason),
            .text(incident.failure.phase), .text(incident.failure.step),
            .text(incident.failure.detail),
        ]
    }

    private func name(_ row: String, _ log: Int, _ subject: Subject) -> [Cell] {
        [
            .text(row), .text(output.logs[log]), .text(subject.gateway), .text(subject.server),
            .text(subject.probe), .text(subject.target), .text(subject.serverName),
        ]
    }

    private func moment(_ time: WallTime?) -> Cell {
        .text(time.map(AvailabilityOutput.moment))
    }

    private func seconds(_ duration: Duration?) -> Cell {
        .number(duration.map(AvailabilityOutput.seconds))
    }
}

/// A field; nil is an empty one.
private enum Cell {
    case text(String?)
    case number(Double?)
    case count(Int)

    var text: String {
        switch self {
        case .text(let text): text.map(Self.quoted) ?? ""
        case .number(let number): number.map { "\($0)" } ?? ""
        case .count(let count): "\(count)"
        }
    }

    /// A text that came from the network must not be taken for a formula: an apostrophe before it
    /// says that it is text.
    private static func quoted(_ text: String) -> String {
        let formula: Set<Unicode.Scalar> = ["=", "+", "-", "@"]
        var shown = ShownText.of(text)
        if let first = shown.unicodeScalars.first, formula.contains(first) { shown = "'" + shown }
        guard shown.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") })
        else { return shown }
        return "\"" + shown.replacing("\"", with: "\"\"") + "\""
    }
}
