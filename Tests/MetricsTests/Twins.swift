import Metrics
import Simulation
import Testing

/// The same rows in a table of one piece and in one of small pieces.
struct Twins {
    private var whole = Everything(pieceRows: .max)
    private var cut: Everything
    private(set) var rows: [(whole: Row, cut: Row)]
    /// Pages of the second that were begun, each with what is to follow as the first showed it.
    private var pages: [(exposition: Exposition, rest: [UInt8])] = []

    init(pieceRows: Int) {
        cut = Everything(pieceRows: pieceRows)
        rows = [(whole.web, cut.web), (whole.mail, cut.mail)]
    }

    var arePagesEqual: Bool { whole.table.text == cut.table.text }

    /// Whether both say the same of each row when they are asked.
    var areValuesEqual: Bool {
        whole.table.rowCount == rows.count && cut.table.rowCount == rows.count
            && rows.allSatisfy { whole.values(of: $0.whole) == cut.values(of: $0.cut) }
    }

    mutating func add(_ number: Int, _ random: inout SeededGenerator) {
        let name = String(repeating: "x", count: .random(in: 0...40, using: &random))
        let hasHistogram = Bool.random(using: &random)
        let hasAttempts = Bool.random(using: &random)
        func add(to everything: inout Everything) -> Row {
            everything.table.addRow(
                labels: .probe("\(name)\(number)"),
                histograms: hasHistogram ? [everything.connect] : [],
                without: hasAttempts ? [] : [everything.attempts])
        }
        rows.append((add(to: &whole), add(to: &cut)))
    }

    mutating func remove(_ random: inout SeededGenerator) {
        guard let index = rows.indices.randomElement(using: &random) else { return }
        let row = rows.remove(at: index)
        whole.table.removeRow(row.whole)
        cut.table.removeRow(row.cut)
    }

    mutating func record(_ random: inout SeededGenerator) {
        guard let row = rows.randomElement(using: &random) else { return }
        let change = Change(using: &random)
        change.apply(to: &whole, row.whole)
        change.apply(to: &cut, row.cut)
    }

    mutating func beginPage() {
        pages.append((Exposition([cut.table]), Array(whole.table.text.utf8)))
    }

    /// Renders a slice of a page that was begun; returns whether it is as it is to be.
    mutating func renderSlice(_ random: inout SeededGenerator) -> Bool {
        guard let index = pages.indices.randomElement(using: &random) else { return true }
        var slice: [UInt8] = []
        _ = pages[index].exposition.render(
            into: &slice, bytesMax: .random(in: 1...2000, using: &random))
        guard pages[index].rest.starts(with: slice) else { return false }
        pages[index].rest.removeFirst(slice.count)
        return true
    }

    /// Whether what is left of all pages that were begun is as it is to be.
    var areRestsEqual: Bool {
        !pages.isEmpty
            && pages.allSatisfy { page in
                page.exposition.text(bytesMax: 100).utf8.elementsEqual(page.rest)
            }
    }
}

/// Something that is recorded of a row.
private struct Change {
    private let kind: Int
    private let nanoseconds: Int64
    private let labels: [LabelPair]

    init(using random: inout SeededGenerator) {
        kind = .random(in: 0..<15, using: &random)
        nanoseconds = .random(in: 0...2_000_000_000, using: &random)
        labels = Everything.reason("\(Int.random(in: 0..<5, using: &random))", "connect")
    }

    func apply(to everything: inout Everything, _ row: Row) {
        let value = Double(nanoseconds) / 1e9
        switch kind {
        case 0: everything.table.increment(everything.attempts, row)
        case 1: everything.table.set(everything.slow, row, to: UInt64(nanoseconds))
        case 2: everything.table.enable(everything.slow, row)
        case 3: everything.table.clear(everything.slow, row)
        case 4: everything.table.set(everything.success, row, to: value)
        case 5: everything.table.clear(everything.success, row)
        case 6: everything.table.set(everything.phases[1], row, to: nanoseconds)
        case 7: everything.table.clear(everything.phases[1], row)
        case 8: everything.table.observe(everything.connect, row, nanoseconds: nanoseconds)
        case 9: everything.table.setHistograms(row, [everything.connect])
        case 10: everything.table.setHistograms(row, [])
        case 11: everything.table.setSeries(everything.reasons, row, labels: labels, to: value)
        case 12:
            everything.table.setOnlySeries(everything.reasons, row, labels: labels, to: value)
        case 13: everything.table.incrementSeries(everything.reasons, row, labels: labels)
        default: everything.table.removeSeries(everything.reasons, row)
        }
    }
}

extension Everything {
    /// What the table says of a row when it is asked for a value of each kind.
    fileprivate func values(of row: Row) -> [String] {
        [
            "\(table.value(of: attempts, row))", "\(table.value(of: slow, row))",
            "\(String(describing: table.value(of: success, row)))",
            "\(String(describing: table.value(of: phases[1], row)))",
            "\(String(describing: table.counts(of: connect, row)))",
            "\(String(describing: table.sumNanoseconds(of: connect, row)))",
        ]
            + (0..<5).map { number in
                let labels = Everything.reason("\(number)", "connect")
                return String(describing: table.value(of: reasons, row, labels: labels))
            }
    }
}
