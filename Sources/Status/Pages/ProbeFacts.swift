import Probes
import Time

/// What is known of a probe beside its attempts, as a list of terms.
struct ProbeFacts {
    let probe: ProbeDetail
    let now: WallTime

    var html: String {
        let rows = (standing + captured + place + people).map { term, text in
            "<div><dt>\(term)</dt><dd><bdi>\(HTMLText.shown(text))</bdi></dd></div>"
        }
        let text = probe.summary.names.text
        let description = text.isEmpty ? "" : "<p><bdi>\(HTMLText.shown(text))</bdi></p>\n"
        return description + "<dl class=\"facts\">\n\(rows.joined(separator: "\n"))\n</dl>\n"
    }

    private var standing: [(String, String)] {
        let summary = probe.summary
        var rows: [(String, String)] = []
        if let since = summary.since { rows.append(("Since", moment(since))) }
        if let last = summary.attempts.last {
            rows.append(("Last attempt", moment(last.startedAt)))
        }
        if let next = summary.nextAttempt {
            rows.append(("Next attempt", SpanText.ahead(next, at: now)))
        }
        if let change = summary.windowChange {
            rows.append(("Next change of its window", SpanText.ahead(change, at: now)))
        }
        if let change = summary.maintenanceChange {
            rows.append(("Next change of maintenance", SpanText.ahead(change, at: now)))
        }
        guard let (failure, at) = probe.lastFailure else { return rows }
        rows.append(("Last failure", "\(failure.words), \(SpanText.words(now - at)) ago"))
        if let step = failure.step { rows.append(("Failing step", step)) }
        if let detail = failure.detail { rows.append(("What was said", detail)) }
        return rows
    }

    /// What a peer said of itself.
    private var captured: [(String, String)] {
        probe.captured.map { captured in
            ("Captured \(HTMLText.shown(captured.name))", captured.content.words)
        }
    }

    private var place: [(String, String)] {
        let names = probe.summary.names
        var rows = [("Target", names.target)]
        if let name = names.serverName { rows.append(("Server name", name)) }
        if let address = probe.address { rows.append(("Address", "\(address)")) }
        if let name = probe.canonicalName { rows.append(("Canonical name", name)) }
        rows.append(("Interval", probe.interval.map(SpanText.words) ?? "once in each window"))
        rows.append(("Timeout", SpanText.measured(probe.timeout)))
        if let limit = probe.summary.connectThreshold {
            rows.append(("Slow above", SpanText.measured(limit)))
        }
        if !probe.parents.isEmpty {
            rows.append(("Depends on", probe.parents.joined(separator: ", ")))
        }
        return rows
    }

    private var people: [(String, String)] {
        let names = probe.summary.names
        let rows = [
            ("Owner", names.owner), ("Site", names.site), ("Organization", probe.organization),
            ("Role", probe.role),
            ("Labels", names.labels.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")),
        ]
        return rows.filter { !$0.1.isEmpty }
    }

    private func moment(_ time: WallTime) -> String {
        "\(SpanText.words(now - time)) ago, \(SpanText.moment(time)) UTC"
    }
}
