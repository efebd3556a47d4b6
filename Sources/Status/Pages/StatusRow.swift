import Time
import Wire

/// A row of the table: one probe.
struct StatusRow {
    let probe: ProbeSummary
    /// Whether its server is not said above it.
    let namesServer: Bool
    let now: WallTime

    var html: String {
        // Where all of them are down, the colour of one would say nothing.
        let alarm = probe.condition == .down && !namesServer ? " class=\"alarm\"" : ""
        return "<tr\(alarm)>" + state + name
            + "<td class=\"attempts\">\(AttemptStrip(probe.attempts).html)</td>" + connect
            + certificate + next + "</tr>\n"
    }

    private var state: String {
        "<td class=\"mark state \(probe.condition.rawValue)\">"
            + "<span>\(probe.condition.word)</span></td>"
    }

    private var name: String {
        let names = probe.names
        let address = HTMLText.shown(names.pageAddress)
        let server = namesServer ? "\(HTMLText.shown(names.server)) / " : ""
        let note = StatusNote(probe, at: now)
        let text =
            note.text.isEmpty
            ? ""
            : "<p\(note.isFault ? " class=\"why\"" : "")>"
                + "<bdi>\(HTMLText.shown(note.text))</bdi></p>"
        return "<td class=\"probe\"><a href=\"\(address)\"><bdi>\(server)"
            + "\(HTMLText.shown(names.name))</bdi></a> <bdi class=\"target dim\">"
            + "\(HTMLText.shown(target))</bdi>\(text)</td>"
    }

    private var target: String {
        probe.names.serverName.map { "\(probe.names.target) (\($0))" } ?? probe.names.target
    }

    private var connect: String {
        guard let last = probe.lastConnect else { return "<td class=\"connect number\"></td>" }
        let isSlow = probe.connectThreshold.map { last > $0 } ?? false
        let curve = ConnectCurve(probe.attempts, threshold: probe.connectThreshold).html
        return "<td class=\"connect number\(isSlow ? " warn" : "")\">\(curve)"
            + "\(isSlow ? "slow " : "")\(SpanText.measured(last))</td>"
    }

    private var certificate: String {
        guard let end = probe.certificateExpiry else {
            return "<td class=\"certificate number\"></td>"
        }
        let urgency = ExpiryUrgency(end, probe.expiryWarnings, at: now)
        return
            "<td class=\"certificate number \(urgency.className)\">"
            + "\(SpanText.remaining(end, at: now))</td>"
    }

    private var next: String {
        let text = probe.nextAttempt.map { SpanText.ahead($0, at: now) }
        return "<td class=\"next number dim\">\(text ?? "")</td>"
    }
}

extension ExpiryUrgency {
    /// The class of an element that says so.
    var className: String {
        switch self {
        case .far: ""
        case .near: "warn"
        case .critical: "bad"
        }
    }
}
