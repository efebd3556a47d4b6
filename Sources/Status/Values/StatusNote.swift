import Probes
import Time

/// The line under the name of a probe: what is wrong with it, or else what it is.
struct StatusNote {
    let text: String
    /// Whether it says why a target fails.
    var isFault = false

    init(_ probe: ProbeSummary, at now: WallTime) {
        let end = probe.nextChange.map { SpanText.words($0 - now) }
        switch probe.condition {
        case .down, .failing:
            let span = probe.condition == .down ? probe.since.map { now - $0 } : nil
            let since = span.map { " · for \(SpanText.words($0))" } ?? ""
            text = (probe.failure?.words ?? "Fails") + since
            isFault = true
        case .maintenance:
            let state = probe.failure.map { " · \($0.words)" } ?? ""
            text = (end.map { "\($0) left" } ?? "For an unknown time") + state
        case .paused: text = end.map { "Begins in \($0)" } ?? "Not again"
        case .blocked: text = "A probe it depends on is down"
        case .unknown: text = probe.trouble.map(Self.cannotTell) ?? "Not attempted yet"
        case .up: text = probe.trouble.map(Self.cannotTell) ?? probe.names.text
        }
    }

    private static func cannotTell(_ trouble: InconclusiveReason) -> String {
        "Cannot tell now: \(trouble.words)"
    }
}
