import Events
import Time
import Wire
import sonde

/// The members of the lines of the event log, and of the object that `sonde report --format=json`
/// prints.
enum EventMembers {
    static let ofLines = members(events.map(\.json))

    static let ofReport: [String] = {
        var maker = ReportMaker(ReportRange())
        for event in events { maker.take(event) }
        return members([
            AvailabilityOutput(report: maker.report(), logs: ["a"], brokenLineCount: 0).json
        ])
    }()

    private static func members(_ values: [JSON]) -> [String] {
        Set(values.flatMap { ReportMembers.paths($0, "") }).sorted()
    }

    /// One of each kind, in which everything is there.
    private static let events: [Event] = {
        let subject = Subject(
            gateway: "a", server: "b", probe: "c", target: "d", serverName: "e", labels: ["f": "g"])
        let time = WallTime(secondsSinceEpoch: 0)
        let change = CertificateChange(
            fingerprint: "", subject: "", notAfter: time, previousFingerprint: "")
        let happenings: [Happening] = [
            .started(version: ""), .running,
            .configurationLoaded(file: "", probes: 0, added: 0, changed: 0, removed: 0, kept: 0),
            .configurationRefused(file: "", errors: [""]),
            .targetsChanged(probes: 0, added: 0, changed: 0, removed: 0, kept: 0), .probeUp,
            .probeDown(Failure(reason: "", phase: "", step: "", detail: "")),
            .probeUnjudged(.other), .probeJudged, .probeRemoved, .certificateChanged(change),
            .eventsLost(count: 0), .ended,
        ]
        precondition(Set(happenings.map(\.name)) == Set(EventName.allCases), "a kind is missing")
        return happenings.map { happening in
            Event(time: time, subject: happening.name.isOfProbe ? subject : nil, happening)
        }
    }()
}
