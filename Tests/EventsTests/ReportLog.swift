import Events
import Time

/// A log written by hand: what happened at which second.
enum ReportLog {
    /// 2026-11-01T00:00:00Z.
    static let start = WallTime(secondsSinceEpoch: 1_793_491_200)
    static let api = Subject(server: "payments", probe: "api", target: "a:443")
    static let ssh = Subject(server: "edge", probe: "ssh", target: "b:22")
    static let refused = Failure(reason: "refused", phase: "connect")
    static let timeout = Failure(reason: "timeout", phase: "tls", detail: "slow")

    static func at(_ seconds: Int) -> WallTime { start + .seconds(seconds) }

    /// Events about the process, and about one probe.
    static func of(_ happenings: (Int, Happening)...) -> [Event] { of(api, happenings) }

    static func of(_ subject: Subject, _ happenings: (Int, Happening)...) -> [Event] {
        of(subject, happenings)
    }

    private static func of(_ subject: Subject, _ happenings: [(Int, Happening)]) -> [Event] {
        happenings.map { seconds, happening in
            Event(
                time: at(seconds), subject: happening.name.isOfProbe ? subject : nil, happening)
        }
    }

    static func report(
        _ events: [Event], from: Int? = nil, to: Int? = nil
    ) -> AvailabilityReport {
        var maker = ReportMaker(ReportRange(from: from.map(at), to: to.map(at)))
        for event in events { maker.take(event) }
        return maker.report()
    }
}

/// The times of a probe in seconds, and its incidents.
struct Fared: Equatable {
    var up = 0
    var down = 0
    var unjudged = 0
    var unknown = 0
    var incidents = 0

    init(up: Int = 0, down: Int = 0, unjudged: Int = 0, unknown: Int = 0, incidents: Int = 0) {
        self.up = up
        self.down = down
        self.unjudged = unjudged
        self.unknown = unknown
        self.incidents = incidents
    }

    init(_ availability: Availability) {
        up = Int(availability.up.components.seconds)
        down = Int(availability.down.components.seconds)
        unjudged = Int(availability.unjudged.components.seconds)
        unknown = Int(availability.unknown.components.seconds)
        incidents = availability.incidents.count
    }

    var sum: Int { up + down + unjudged + unknown }
}

extension AvailabilityReport {
    /// How a probe fared; nil where the report has none of that name.
    func fared(_ subject: Subject = ReportLog.api) -> Fared? {
        probes.first { $0.subject.identity == subject.identity }.map(Fared.init)
    }
}
