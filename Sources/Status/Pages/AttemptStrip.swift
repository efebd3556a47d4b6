import Probes

/// The last attempts as a strip of bars, the newest at its right end.
///
/// A failure is as high as the strip, a success lower, what says nothing lowest and hollow: one
/// need not see colours.
struct AttemptStrip {
    let attempts: ArraySlice<AttemptRecord>

    init(_ attempts: [AttemptRecord]) {
        self.attempts = attempts.suffix(StatusLimits.attemptsShownMax)
    }

    private static let pitch = 4
    private static let height = 16

    var html: String {
        guard !attempts.isEmpty else { return "" }
        let width = StatusLimits.attemptsShownMax * Self.pitch
        var (good, failed, open) = ("", "", "")
        var counts = (good: 0, failed: 0, open: 0)
        for (place, attempt) in attempts.enumerated() {
            let x = width - (attempts.count - place) * Self.pitch
            switch attempt.verdict {
            case .success:
                good += "M\(x) 6h3v10h-3z"
                counts.good += 1
            case .failure:
                failed += "M\(x) 0h3v16h-3z"
                counts.failed += 1
            case .inconclusive:
                open += "M\(x).5 11.5h2v4h-2z"
                counts.open += 1
            }
        }
        let label = Self.label(counts)
        return "<svg class=\"strip\" viewBox=\"0 0 \(width) \(Self.height)\" role=\"img\" "
            + "aria-label=\"\(label)\"><title>\(label)</title>" + Self.path("good", good)
            + Self.path("failed", failed) + Self.path("open", open) + "</svg>"
    }

    private static func path(_ name: String, _ shape: String) -> String {
        shape.isEmpty ? "" : "<path class=\"\(name)\" d=\"\(shape)\"/>"
    }

    /// `Last 40 attempts: 38 succeeded, 2 failed`.
    private static func label(_ counts: (good: Int, failed: Int, open: Int)) -> String {
        let all = counts.good + counts.failed + counts.open
        var parts = ["\(counts.good) succeeded"]
        if counts.failed > 0 { parts.append("\(counts.failed) failed") }
        if counts.open > 0 { parts.append("\(counts.open) said nothing") }
        return "Last \(all) attempt\(all == 1 ? "" : "s"): " + parts.joined(separator: ", ")
    }
}
