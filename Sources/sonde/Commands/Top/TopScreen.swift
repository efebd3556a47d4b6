package import Status
import Time
import Wire

/// The table of probes as lines of text, of a width and, in a terminal, of a height.
package struct TopScreen {
    private let columns: Int
    /// Nil for all lines that there are.
    private let rows: Int?
    private let hasColours: Bool

    /// A screen of that size.
    package init(columns: Int, rows: Int?, hasColours: Bool) {
        self.columns = max(Self.columnsMin, columns)
        self.rows = rows.map { max(Self.rowsMin, $0) }
        self.hasColours = hasColours
    }

    /// Narrower or lower ones are cut by their terminal.
    private static let columnsMin = 40
    private static let rowsMin = 6
    /// Lines that are no probes: two at the top, the heads, and the last.
    private static let frameRows = 5

    /// How many probes it has room for; nil for any number.
    package var room: Int? { rows.map { $0 - Self.frameRows } }

    /// The lines of an answer; `trouble` is why there is no newer one, `hint` stands at the bottom.
    package func lines(
        _ answer: StatusAnswer?, place: String, trouble: String?, hint: String?
    ) -> [String] {
        var lines = [cut(head(answer, place)), paint(cut(counts(answer)), .dim), ""]
        if let answer, answer.rows.isEmpty {
            lines.append(cut(nothing(answer)))
        } else if let answer {
            let layout = TopLayout(answer.rows, columns: columns)
            lines.append(paint(layout.head, .dim))
            lines += answer.rows.prefix(room ?? .max).map { row($0, layout, answer.now) }
        }
        guard let rows else {
            if let trouble { lines.append(cut(ShownText.of(trouble))) }
            return lines
        }
        while lines.count < rows - 1 { lines.append("") }
        lines.append(
            trouble.map { paint(cut(ShownText.of($0)), .red) } ?? paint(cut(hint ?? ""), .dim))
        return lines
    }

    private func nothing(_ answer: StatusAnswer) -> String {
        switch (answer.total, answer.pageCount) {
        case (0, _): "No probe is like that."
        case (_, 1): "There is one page."
        case (_, let count): "There are \(count) pages."
        }
    }

    private func head(_ answer: StatusAnswer?, _ place: String) -> String {
        guard let answer else { return "Sonde   \(place)" }
        let all = answer.counts.values.reduce(0, +)
        let needing = answer.counts.filter(\.key.needsAttention).map(\.value).reduce(0, +)
        let gateway = answer.gateway.map { " \(ShownText.of($0))" } ?? ""
        let pages = answer.pageCount > 1 ? "   page \(answer.page) of \(answer.pageCount)" : ""
        return "Sonde\(gateway)   \(needing) of \(all) need attention\(pages)   \(place)"
    }

    private func counts(_ answer: StatusAnswer?) -> String {
        guard let answer else { return "" }
        return ProbeCondition.allCases.compactMap { condition in
            answer.counts[condition].flatMap { $0 > 0 ? "\(condition.word) \($0)" : nil }
        }.joined(separator: "   ")
    }

    private func row(_ row: StatusAnswer.Row, _ layout: TopLayout, _ now: WallTime) -> String {
        let cells = layout.cells(row, at: now)
        let isSlow = row.connect.flatMap { connect in
            row.connectThreshold.map { connect > $0 }
        }
        return zip(layout.kinds, cells).map { kind, text in
            switch kind {
            case .state: paint(text, row.condition.needsAttention ? .red : .plain)
            case .reason: paint(text, row.condition.needsAttention ? .red : .dim)
            case .target, .next: paint(text, .dim)
            case .connect: paint(text, isSlow == true ? .yellow : .plain)
            case .certificate:
                paint(text, Self.colour(row, now))
            case .probe, .recent: text
            }
        }.joined(separator: "  ")
    }

    private static func colour(_ row: StatusAnswer.Row, _ now: WallTime) -> Colour {
        guard let end = row.certificateExpiry else { return .plain }
        return switch ExpiryUrgency(end, row.expiryWarnings, at: now) {
        case .far: .plain
        case .near: .yellow
        case .critical: .red
        }
    }

    private enum Colour: String {
        case plain = ""
        case dim = "2"
        case red = "31"
        case yellow = "33"
    }

    private func paint(_ text: String, _ colour: Colour) -> String {
        guard hasColours, colour != .plain, text.contains(where: { $0 != " " }) else { return text }
        return "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m"
    }

    private func cut(_ text: String) -> String { TopLayout.fitted(text, columns, isPadded: false) }
}
