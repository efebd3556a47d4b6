import Metrics
import Simulation
import Testing

@Suite struct RowRemovalTests {
    @Test func `a row that has gone shows nothing, and the others are as they were`() {
        var everything = Everything()
        everything.record()
        everything.table.removeRow(everything.web)
        let mail = Everything.text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.contains("web") }
        let shown = everything.table.text.split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(shown == mail.filter { line in shown.contains(line) })
        #expect(shown.filter { !$0.hasPrefix("#") } == mail.filter { !$0.hasPrefix("#") })
        #expect(everything.table.rowCount == 1)
        // A family that nobody shows any more has no header either.
        for gone in ["probe_success", "probe_connect_duration", "probe_failure_reasons"] {
            #expect(!everything.table.text.contains(gone))
        }
    }

    @Test func `a row that comes after one has gone begins at zero`() {
        var everything = Everything()
        everything.record()
        everything.table.removeRow(everything.web)
        let row = everything.table.addRow(
            labels: .probe("news"), histograms: [everything.connect])
        let table = everything.table
        #expect(table.rowCount == 2)
        #expect(table.value(of: everything.attempts, row) == 0)
        #expect(table.value(of: everything.success, row) == nil)
        #expect(table.counts(of: everything.connect, row) == [0, 0, 0])
        #expect(table.sumNanoseconds(of: everything.connect, row) == 0)
        let reason = Everything.reason("timeout", "tls")
        #expect(table.value(of: everything.reasons, row, labels: reason) == nil)
        everything.table.increment(everything.slow, row)
        #expect(everything.table.value(of: everything.slow, row) == 1)
    }

    @Test(arguments: [1, 64, 100_000])
    func `an exposition that was begun shows a row that goes meanwhile`(bytesMax: Int) {
        var everything = Everything()
        everything.record()
        var exposition = Exposition([everything.table])
        var bytes: [UInt8] = []
        var isMore = exposition.render(into: &bytes, bytesMax: bytesMax)
        everything.table.removeRow(everything.web)
        let row = everything.table.addRow(labels: .probe("news"))
        everything.table.increment(everything.attempts, row)
        while isMore { isMore = exposition.render(into: &bytes, bytesMax: bytesMax) }
        #expect(String(decoding: bytes, as: UTF8.self) == Everything.text)
    }

    @Test func `rows that come and go do not pile up`() {
        var everything = Everything()
        everything.record()
        var sizes: [[Int]] = []
        for turn in 0..<3 {
            for number in 0..<5000 {
                let rows = ["a", "b"].map { name in
                    everything.table.addRow(
                        labels: .probe("\(name)\(turn)-\(number)"),
                        histograms: [everything.connect])
                }
                for row in rows {
                    everything.table.incrementSeries(
                        everything.reasons, row, labels: Everything.reason("timeout", "tls"))
                }
                for row in rows { everything.table.removeRow(row) }
            }
            let table = everything.table
            sizes.append([table.cellCount, table.seriesCapacity])
            #expect(table.rowTextBytes < 2 * MetricsLimits.removedTextBytesMax)
            #expect(table.seriesTextBytes < 2 * MetricsLimits.removedTextBytesMax)
        }
        #expect(sizes[0] == sizes[2])
        #expect(everything.table.text == Everything.text)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `random rows that come and go read like a table made anew`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var oracle = RowOracle()
        var everything = Everything()
        everything.table.removeRow(everything.web)
        everything.table.removeRow(everything.mail)
        for number in 0..<400 {
            let living = oracle.places.indices.filter { oracle.places[$0] != nil }
            if living.isEmpty || Int.random(in: 0..<5, using: &random) < 3 {
                let model = RowModel(number: number, using: &random)
                let row = model.add(to: &everything)
                oracle.add(model, row)
            } else if let place = living.randomElement(using: &random),
                let entry = oracle.places[place]
            {
                everything.table.removeRow(entry.row)
                oracle.remove(place)
            }
            if number % 20 == 0 { #expect(everything.table.text == oracle.text) }
        }
        #expect(everything.table.text == oracle.text)
    }
}

/// What a row is to show.
private struct RowModel {
    let labels: [LabelPair]
    let hasHistogram: Bool
    let attempts: UInt64
    let success: Double?
    let nanoseconds: [Int64]
    let reasons: [String]

    init(number: Int, using random: inout SeededGenerator) {
        labels = .probe(
            String(repeating: "x", count: .random(in: 0...40, using: &random)) + "\(number)")
        hasHistogram = .random(using: &random)
        attempts = .random(in: 0...1000, using: &random)
        success = Bool.random(using: &random) ? .random(in: 0...1, using: &random) : nil
        nanoseconds = (0..<3).map { _ in .random(in: 0...2_000_000_000, using: &random) }
        reasons = ["timeout", "refused", "reset"].shuffled(using: &random)
            .dropLast(.random(in: 0...3, using: &random))
    }

    func add(to everything: inout Everything) -> Row {
        let row = everything.table.addRow(
            labels: labels, histograms: hasHistogram ? [everything.connect] : [])
        everything.table.increment(everything.attempts, row, by: attempts)
        if let success { everything.table.set(everything.success, row, to: success) }
        for nanoseconds in nanoseconds {
            everything.table.observe(everything.connect, row, nanoseconds: nanoseconds)
        }
        for reason in reasons {
            everything.table.incrementSeries(
                everything.reasons, row, labels: Everything.reason(reason, "connect"))
        }
        return row
    }
}

/// Rows by their places; the place that became free last is taken first.
private struct RowOracle {
    var places: [(model: RowModel, row: Row)?] = [nil, nil]
    private var free = [0, 1]

    mutating func add(_ model: RowModel, _ row: Row) {
        guard let place = free.popLast() else {
            places.append((model, row))
            return
        }
        places[place] = (model, row)
    }

    mutating func remove(_ place: Int) {
        places[place] = nil
        free.append(place)
    }

    /// What a table shows that never had other rows.
    var text: String {
        var everything = Everything()
        everything.table.removeRow(everything.mail)
        everything.table.removeRow(everything.web)
        // Both places are taken first, web before mail.
        for entry in places { _ = entry?.model.add(to: &everything) }
        return everything.table.text
    }
}
