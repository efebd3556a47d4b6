import Events
import Time
package import Wire

// For programs.
extension AvailabilityOutput {
    /// One object; the names of its members are in the manual.
    package var json: JSON {
        .object([
            ("from", moment(report.range.from)), ("to", moment(report.range.to)),
            ("events", .integer(report.eventCount)),
            ("events_lost", .integer(report.lostEventCount)),
            ("broken_lines", .integer(brokenLineCount)),
            ("clock_set_back", .integer(report.setBackCount)),
            ("probes", .array(report.probes.map(object))),
            ("incidents", .array(report.incidents.map(object))),
            ("incidents_omitted", .integer(report.omittedIncidentCount)),
        ])
    }

    private func object(_ probe: Availability) -> JSON {
        let labels = probe.subject.labels.sorted { $0.key < $1.key }
        return .object(
            [("log", .text(logs[probe.log]))] + probe.subject.names + [
                ("labels", .object(labels.map { ($0.key, .text($0.value)) })),
                ("availability_ratio", probe.ratio.map { .number($0) } ?? .null),
                ("judged_seconds", seconds(probe.judged)), ("up_seconds", seconds(probe.up)),
                ("down_seconds", seconds(probe.down)),
                ("unjudged_seconds", seconds(probe.unjudged)),
                ("unknown_seconds", seconds(probe.unknown)),
                ("incidents", .integer(probe.incidents.count)),
                ("longest_incident_seconds", seconds(probe.incidents.longest)),
                ("mean_time_to_repair_seconds", seconds(probe.incidents.meanTimeToRepair)),
            ])
    }

    private func object(_ incident: Incident) -> JSON {
        .object(
            [("log", .text(logs[incident.log]))] + incident.subject.names + [
                ("begin", moment(incident.begin)), ("end", moment(incident.ending.time)),
                ("ending", .text(incident.ending.word)),
                ("duration_seconds", seconds(incident.duration)),
            ] + incident.failure.members)
    }

    private func moment(_ time: WallTime?) -> JSON {
        time.map { .text(Self.moment($0)) } ?? .null
    }

    private func seconds(_ duration: Duration?) -> JSON {
        duration.map { .number(Self.seconds($0)) } ?? .null
    }
}
