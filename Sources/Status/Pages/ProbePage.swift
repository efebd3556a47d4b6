import Network
import Time
import Wire

/// The page of one probe: all that is remembered of it.
public struct ProbePage: Sendable {
    private let probe: ProbeDetail
    private let facts: SiteFacts

    /// A page of that probe.
    public init(_ probe: ProbeDetail, facts: SiteFacts) {
        self.probe = probe
        self.facts = facts
    }

    private var summary: ProbeSummary { probe.summary }
    private var names: ProbeNames { probe.summary.names }

    /// The whole page.
    public var html: String {
        PageFrame(
            title: "\(summary.condition.word): \(names.server) / \(names.name) · Sonde",
            main: """
                <a class="skip" href="#live">To the probe</a>
                \(PageHeader(facts: facts, path: path).html)
                <p id="sentence" class="verdict" role="status">\(sentence)</p>
                <p id="notice" role="alert"></p>
                <main id="live">
                \(ProbeFacts(probe: probe, now: facts.now).html)\(chart)\
                \(CertificateChain(probe: probe, now: facts.now).html)\(attempts)\(failures)</main>
                \(PageFooter(facts: facts).html)
                """, isLive: true
        ).html
    }

    private var path: String {
        let server = "/?server=\(PercentText.encoded(names.server))"
        return
            "<p class=\"crumb\"><a href=\"\(HTMLText.shown(server))\"><bdi>"
            + "\(HTMLText.shown(names.server))"
            + "</bdi></a></p><h1><bdi>\(HTMLText.shown(names.name))</bdi></h1>"
    }

    private var sentence: String {
        let note = StatusNote(summary, at: facts.now)
        let isText = note.text.isEmpty || note.text == names.text
        let words = isText ? "" : " <bdi>\(HTMLText.shown(note.text))</bdi>"
        return "<span class=\"state \(summary.condition.rawValue)\"></span>"
            + "<span class=\"\(summary.condition.rawValue)\">\(summary.condition.word)</span>"
            + words
    }

    private var chart: String {
        guard !summary.attempts.isEmpty else { return "" }
        return "<h2>How it went</h2>\n\(AttemptChart(attempts: summary.attempts).html)"
    }

    private var attempts: String {
        guard !summary.attempts.isEmpty else {
            return "<h2>Attempts</h2>\n<p class=\"dim\">None has ended yet.</p>\n"
        }
        return """
            <h2>Last \(summary.attempts.count) attempts</h2>
            \(AttemptTable(attempts: summary.attempts, name: "Last attempts").html)

            """
    }

    private var failures: String {
        guard !probe.olderFailures.isEmpty else { return "" }
        return """
            <h2>Failures before them</h2>
            \(AttemptTable(attempts: probe.olderFailures, name: "Failures before them").html)

            """
    }
}
