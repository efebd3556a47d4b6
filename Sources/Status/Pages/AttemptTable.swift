import Probes
import Time

/// Attempts in words and numbers, the newest first.
struct AttemptTable {
    /// The oldest first.
    let attempts: [AttemptRecord]
    /// What a screen reader calls it.
    let name: String

    var html: String {
        let phases = self.phases
        let heads = phases.map { "<th scope=\"col\" class=\"number\">\($0.title)</th>" }.joined()
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(name)"><table>
            <thead><tr><th scope="col">Began (UTC)</th><th scope="col">Result</th>\
            <th scope="col" class="number">Total</th>\(heads)</tr></thead>
            <tbody>
            \(attempts.reversed().map { row($0, phases) }.joined())</tbody>
            </table></div>
            """
    }

    /// Those that one of the attempts completed.
    private var phases: [Phase] {
        Phase.allCases.filter { phase in attempts.contains { $0.phases[phase] != nil } }
    }

    private func row(_ attempt: AttemptRecord, _ phases: [Phase]) -> String {
        let stamp = SpanText.stamp(attempt.startedAt)
        let durations = attempt.phases
        let cells = phases.map { phase in
            // A name that was known took no time, and nobody was asked.
            phase == .resolve && durations.resolve == .zero
                ? "<td class=\"number dim\">known</td>" : cell(durations[phase])
        }.joined()
        return "<tr><td><time datetime=\"\(stamp)\">\(SpanText.moment(attempt.startedAt))</time>"
            + "</td>\(result(attempt.verdict))\(cell(attempt.duration))\(cells)</tr>\n"
    }

    private func result(_ verdict: Verdict) -> String {
        switch verdict {
        case .success: "<td class=\"state up\">Success</td>"
        case .failure(let reason, let phase):
            "<td class=\"state down\">\(ProbeFailure(reason, phase).words)</td>"
        case .inconclusive(let reason):
            "<td class=\"state unknown\">Cannot tell: \(reason.words)</td>"
        }
    }

    /// A phase that was not reached has no duration, and none is shown.
    private func cell(_ duration: Duration?) -> String {
        "<td class=\"number\">\(duration.map(SpanText.measured) ?? "")</td>"
    }
}
