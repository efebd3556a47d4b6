import Probes
public import Time

/// The line that goes with the state of a probe: what is wrong with it, or else what it is.
public struct StatusNote {
    /// What is said; may be empty.
    public let text: String
    /// Whether it says why a target fails.
    public let isFault: Bool

    init(_ probe: ProbeSummary, at now: WallTime) {
        self.init(
            Grounds(
                condition: probe.condition, failure: probe.failure?.words, since: probe.since,
                trouble: probe.trouble?.words, windowChange: probe.windowChange,
                maintenanceChange: probe.maintenanceChange, description: probe.names.text),
            at: now)
    }

    /// What is wrong with a probe that the API told of, in few letters; empty where nothing is.
    public init(_ row: StatusAnswer.Row, at now: WallTime) {
        // One of a later version has no words here.
        let trouble = row.inconclusive.map { InconclusiveReason(rawValue: $0)?.words ?? $0 }
        self.init(
            Grounds(
                condition: row.condition, failure: row.reason, since: row.since, trouble: trouble,
                windowChange: row.windowChange, maintenanceChange: row.maintenanceChange,
                description: ""),
            isShort: true, at: now)
    }

    private init(_ grounds: Grounds, isShort: Bool = false, at now: WallTime) {
        let parts = grounds.parts(span: isShort ? "" : "for ", at: now)
        text = parts.joined(separator: isShort ? ", " : " · ")
        isFault = grounds.condition.needsAttention && grounds.failure != nil
    }
}

/// What a note is made of.
private struct Grounds {
    var condition: ProbeCondition
    var failure: String?
    var since: WallTime?
    var trouble: String?
    var windowChange: WallTime?
    var maintenanceChange: WallTime?
    var description: String

    func parts(span word: String, at now: WallTime) -> [String] {
        let cannotTell = trouble.map { "Cannot tell now: \($0)" }
        switch condition {
        case .down, .failing:
            let span = condition == .down ? since.map { word + SpanText.words(now - $0) } : nil
            // What is down and answers has to do so again.
            let answers = "Answers again, not confirmed yet"
            return [failure ?? answers, span, cannotTell].compactMap(\.self)
        case .maintenance:
            let left = maintenanceChange.map { "\(SpanText.words($0 - now)) left" }
            return [left ?? "For an unknown time", failure, cannotTell].compactMap(\.self)
        case .paused:
            return [windowChange.map { "Begins in \(SpanText.words($0 - now))" } ?? "Not again"]
        case .blocked: return ["A probe it depends on is down"]
        case .unknown: return [cannotTell ?? "Not attempted yet"]
        case .up: return [cannotTell ?? description]
        }
    }
}
