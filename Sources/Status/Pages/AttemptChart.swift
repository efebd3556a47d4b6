import Probes
import Time

/// How long attempts took and how they ended, as bars, the newest at the right.
///
/// A failure is as high as the chart and red, however long it took.
struct AttemptChart {
    let attempts: [AttemptRecord]

    private static let pitch = 10
    private static let height = 100.0

    var html: String {
        let top = longest ?? .zero
        let width = attempts.count * Self.pitch
        var (good, failed, open) = ("", "", "")
        for (place, attempt) in attempts.enumerated() {
            let x = place * Self.pitch
            switch attempt.verdict {
            case .success:
                let bar = max(2, height(attempt.duration ?? .zero, top))
                good += "M\(x) \(100 - bar)h8v\(bar)h-8z"
            case .failure: failed += "M\(x) 0h8v100h-8z"
            case .inconclusive: open += "M\(x).5 88.5h7v11h-7z"
            }
        }
        return """
            <svg class="chart" width="\(width)" viewBox="0 0 \(width) 100" \
            preserveAspectRatio="none" role="img" \
            aria-label="How long each attempt took; the table below says the same">\
            <path class="good" d="\(good)"/><path class="failed" d="\(failed)"/>\
            <path class="open" d="\(open)"/></svg>
            <p class="dim">\(scale)Failures are as high as the chart\(hollow).</p>

            """
    }

    private var scale: String {
        guard let longest else { return "" }
        return "The longest success took \(SpanText.measured(longest)). "
    }

    private var hollow: String {
        let isThere = attempts.contains { attempt in
            if case .inconclusive = attempt.verdict { true } else { false }
        }
        return isThere ? ", attempts that say nothing are hollow" : ""
    }

    /// The longest success; nil where none was measured.
    private var longest: Duration? {
        attempts.filter { $0.verdict == .success }.compactMap(\.duration).max()
    }

    private func height(_ duration: Duration, _ top: Duration) -> Int {
        guard top > .zero else { return 0 }
        return Int(Self.height * (duration / top))
    }
}
