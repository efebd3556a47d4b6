import Probes
import Status
import Time
import Wire

/// Which columns a table has, and how wide each is.
struct TopLayout {
    enum Kind {
        case state, probe, target, reason, recent, connect, certificate, next
    }

    private(set) var kinds: [Kind] = []
    private var widths: [Int] = []

    private static let stateWidth = 11

    /// The columns that fit, of those that say something: what says most stays where there is
    /// little room.
    init(_ rows: [StatusAnswer.Row], columns: Int) {
        let names = rows.map { "\($0.server)/\($0.name)".unicodeScalars.count }.max() ?? 0
        let targets = rows.map { $0.target.unicodeScalars.count }.max() ?? 0
        let optional: [(Kind, width: Int, isThere: Bool)] = [
            (.connect, 8, rows.contains { $0.connect != nil }),
            (.certificate, 7, rows.contains { $0.certificateExpiry != nil }),
            (.next, 6, rows.contains { $0.nextAttempt != nil }),
            (.recent, 10, rows.contains { !$0.recent.isEmpty }),
        ]
        var left = columns - Self.stateWidth
        var wanted: [Kind: Int] = [.state: Self.stateWidth]
        // A name that is cut names nothing.
        let needed = max(40, min(names, 40) + 20)
        for (kind, width, isThere) in optional where isThere && left - width - 2 >= needed {
            wanted[kind] = width
            left -= width + 2
        }
        // Two gaps before the columns that share what is left.
        left -= 4
        if left >= 90 {
            wanted[.target] = min(targets, 30)
            left -= min(targets, 30) + 2
        }
        if wanted[.recent] != nil, left >= 90 {
            wanted[.recent] = 40
            left -= 30
        }
        let probe = min(max(names, 5), max(left - 14, left / 2))
        wanted[.probe] = probe
        wanted[.reason] = left - probe
        let order: [Kind] = [
            .state, .probe, .target, .reason, .recent, .connect, .certificate, .next,
        ]
        for kind in order {
            guard let width = wanted[kind] else { continue }
            kinds.append(kind)
            widths.append(width)
        }
    }

    /// The names of the columns.
    var head: String {
        zip(kinds, widths).map { kind, width in
            Self.fitted(Self.title(kind), width, isRight: Self.isNumber(kind))
        }.joined(separator: "  ")
    }

    /// What stands in each column.
    func cells(_ row: StatusAnswer.Row, at now: WallTime) -> [String] {
        zip(kinds, widths).map { kind, width in
            Self.fitted(
                ShownText.of(Self.text(kind, row, width, now)), width, isRight: Self.isNumber(kind))
        }
    }

    private static func title(_ kind: Kind) -> String {
        switch kind {
        case .state: "STATE"
        case .probe: "PROBE"
        case .target: "TARGET"
        case .reason: "WHY"
        case .recent: "ATTEMPTS"
        case .connect: "CONNECT"
        case .certificate: "CERT"
        case .next: "NEXT"
        }
    }

    private static func text(
        _ kind: Kind, _ row: StatusAnswer.Row, _ width: Int, _ now: WallTime
    ) -> String {
        switch kind {
        case .state: row.condition.word
        case .probe: "\(row.server)/\(row.name)"
        case .target: row.target
        case .reason: StatusNote(row, at: now).text
        case .recent: String(row.recent.suffix(width))
        case .connect: row.connect.map(SpanText.measured) ?? ""
        case .certificate:
            row.certificateExpiry.map { end in
                end < now ? "expired" : SpanText.remaining(end, at: now)
            } ?? ""
        case .next: row.nextAttempt.map { $0 <= now ? "now" : SpanText.words($0 - now) } ?? ""
        }
    }

    private static func isNumber(_ kind: Kind) -> Bool {
        switch kind {
        case .connect, .certificate, .next: true
        case .state, .probe, .target, .reason, .recent: false
        }
    }

    /// The text in so many characters: cut with a sign of it, or filled with spaces.
    static func fitted(
        _ text: String, _ width: Int, isRight: Bool = false, isPadded: Bool = true
    ) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count <= width else {
            return String(scalars.prefix(max(0, width - 1))) + "…"
        }
        guard isPadded else { return text }
        let blank = String(repeating: " ", count: width - scalars.count)
        return isRight ? blank + text : text + blank
    }
}
