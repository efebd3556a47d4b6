import Time

/// How long connections took, as a curve from 0 to the longest; it has gaps where there was none.
struct ConnectCurve {
    let attempts: ArraySlice<AttemptRecord>
    let threshold: Duration?

    init(_ attempts: [AttemptRecord], threshold: Duration?) {
        self.attempts = attempts.suffix(StatusLimits.attemptsShownMax)
        self.threshold = threshold
    }

    private static let pitch = 2.4
    private static let height = 16.0

    /// Nothing where fewer than two connections were made.
    var html: String {
        let times = attempts.map { $0.connect?.nanoseconds }
        let known = times.compactMap(\.self)
        guard known.count >= 2, let longest = known.max(), longest > 0 else { return "" }
        let top = Double(longest) * 1.1
        return "<svg class=\"curve\" viewBox=\"0 0 96 16\" aria-hidden=\"true\">"
            + limit(top) + "<path class=\"line\" d=\"\(line(times, top))\"/></svg>"
    }

    private func line(_ times: [Int64?], _ top: Double) -> String {
        var line = ""
        var isDown = false
        let first = Double(StatusLimits.attemptsShownMax - times.count)
        for (place, time) in times.enumerated() {
            guard let time else {
                isDown = false
                continue
            }
            let x = Self.text((first + Double(place)) * Self.pitch + 1.2)
            line += "\(isDown ? "L" : "M")\(x) \(Self.text(Self.y(time, top)))"
            isDown = true
        }
        return line
    }

    /// The threshold, where connections come near it.
    private func limit(_ top: Double) -> String {
        guard let limit = threshold?.nanoseconds, Double(limit) <= top else { return "" }
        return "<path class=\"limit\" d=\"M0 \(Self.text(Self.y(limit, top)))h96\"/>"
    }

    private static func y(_ nanoseconds: Int64, _ top: Double) -> Double {
        (height - 1) * (1 - Double(nanoseconds) / top) + 0.5
    }

    /// To a tenth: no screen shows more.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
