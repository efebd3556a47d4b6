import Events
import Time
import Wire

/// A report for people: a table of the probes, and one of what they fell into.
struct AvailabilityText: CustomStringConvertible {
    let output: AvailabilityOutput

    private var report: AvailabilityReport { output.report }

    var description: String {
        guard let from = report.range.from, let to = report.range.to, tellsSomething else {
            return nothing
        }
        let events = report.eventCount == 1 ? "1 event" : "\(report.eventCount) events"
        return
            "From \(Self.moment(from)) to \(Self.moment(to)) (\(DurationText.short(to - from))), "
            + "\(events).\n\n\(probes)\n\(incidents)"
    }

    /// Whether there were events, or what was said before them still held.
    private var tellsSomething: Bool {
        report.eventCount > 0
            || report.probes.contains { $0.judged > .zero || $0.unjudged > .zero }
    }

    private var nothing: String {
        let logs = ShownText.of(output.logs.joined(separator: ", "))
        guard let held = report.held else {
            return "No events\(limits) in \(logs).\n"
        }
        return "No events\(limits) in \(logs); they go from \(Self.moment(held.lowerBound)) to "
            + "\(Self.moment(held.upperBound)).\n"
    }

    private var limits: String {
        let from = report.range.from.map { " from \(Self.moment($0))" } ?? ""
        return from + (report.range.to.map { " to \(Self.moment($0))" } ?? "")
    }

    private var probes: String {
        guard !report.probes.isEmpty else { return "No probe was watched.\n" }
        return TextTable(
            head: ["AVAILABLE", "JUDGED", "DOWN", "INCIDENTS", "LONGEST", "MTTR", "PROBE"],
            rows: report.probes.map { probe in
                [
                    PercentText.share(probe.up, of: probe.judged), DurationText.short(probe.judged),
                    DurationText.short(probe.down), "\(probe.incidents.count)",
                    probe.incidents.longest.map(DurationText.short) ?? "-",
                    probe.incidents.meanTimeToRepair.map(DurationText.short) ?? "-",
                    name(probe.subject, probe.log),
                ]
            }
        ).text
    }

    private var incidents: String {
        guard !report.incidents.isEmpty else { return "No incidents.\n" }
        let table = TextTable(
            head: ["BEGIN", "END", "DOWN", "WHAT"],
            rows: report.incidents.map { incident in
                [
                    Self.moment(incident.begin), end(incident),
                    DurationText.short(incident.duration),
                    name(incident.subject, incident.log) + ": " + reason(incident),
                ]
            })
        let omitted = report.omittedIncidentCount
        return table.text + (omitted > 0 ? "and \(omitted) more incidents\n" : "")
    }

    private func end(_ incident: Incident) -> String {
        switch incident.ending {
        case .recovered(let time), .removed(let time): Self.moment(time)
        case .stillDown: "still down"
        case .unknown: "unknown"
        }
    }

    private func reason(_ incident: Incident) -> String {
        let failure = incident.failure
        var text = "\(failure.reason) in \(failure.phase)"
        if let step = failure.step { text += ", step \(step)" }
        if let detail = failure.detail { text += ", \(detail)" }
        if case .removed = incident.ending { text += ", then removed" }
        return ShownText.of(text)
    }

    /// With its log where another log has a probe of the same name.
    private func name(_ subject: Subject, _ log: Int) -> String {
        var text = subject.gateway.map { "\($0) " } ?? ""
        text += "\(subject.server)/\(subject.probe) \(subject.target)"
        if let name = subject.serverName { text += " as \(name)" }
        if isDoubled(subject, log) { text += " in \(output.logs[log])" }
        return ShownText.of(text)
    }

    private func isDoubled(_ subject: Subject, _ log: Int) -> Bool {
        output.logs.count > 1
            && report.probes.contains {
                $0.log != log && $0.subject.identity == subject.identity
            }
    }

    /// To the second, which is what people ask for.
    private static func moment(_ time: WallTime) -> String {
        let whole = CivilTime(WallTime(secondsSinceEpoch: time.secondsSinceEpoch)).description
        return whole.dropLast(".000Z".count) + "Z"
    }
}
