import Metrics
import Simulation
import Testing

@Suite struct PieceTests {
    @Test(arguments: [1, 2, 3, 7, 40], 1...3 as ClosedRange<UInt64>)
    func `the page is the same in pieces of any size`(pieceRows: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var twins = Twins(pieceRows: pieceRows)
        for number in 0..<500 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<5: twins.add(number, &random)
            case 5..<7: twins.remove(&random)
            case 7: twins.beginPage()
            case 8..<10:
                let isEqual = twins.renderSlice(&random)
                #expect(isEqual)
            default: twins.record(&random)
            }
            if number.isMultiple(of: 25) { #expect(twins.arePagesEqual) }
        }
        #expect(twins.arePagesEqual && twins.areRestsEqual && twins.areValuesEqual)
        #expect(twins.rows.count > 40)
    }

    @Test func `places of rows that have gone are taken before a new piece is begun`() {
        var everything = Everything(pieceRows: 2)
        let rows = (0..<5).map { everything.table.addRow(labels: .probe("\($0)")) }
        for row in [rows[0], everything.web, rows[3]] { everything.table.removeRow(row) }
        for name in ["a", "b", "c", "d"] {
            _ = everything.table.addRow(labels: .probe(name))
        }
        let shown = everything.table.text.split(separator: "\n").compactMap { line in
            line.hasPrefix("probe_attempts_total") ? line.split(separator: "\"")[1] : nil
        }
        #expect(shown == ["b", "mail", "c", "1", "2", "a", "4", "d"])
        #expect(everything.table.rowCount == 8)
    }

    @Test func `a slice ends with a piece once it is long enough`() {
        var schema = TableSchema()
        let counter = schema.counter("x_total", "Rare.", isOptional: true)
        var table = MetricTable(schema, pieceRows: 100)
        let rows = (0..<300).map { table.addRow(labels: .probe("\($0)")) }
        table.enable(counter, rows[10])
        table.enable(counter, rows[290])
        var exposition = Exposition([table])
        var slice: [UInt8] = []
        // The walk to the end of the first piece is worth more than that.
        #expect(exposition.render(into: &slice, bytesMax: 1000))
        #expect(slice.split(separator: UInt8(ascii: "\n")).count == 3)
        #expect(Exposition([table]).text(bytesMax: 1000) == table.text)
    }

    @Test func `texts of removed rows and series are bounded for each piece`() {
        var everything = Everything(pieceRows: 4)
        let rows = (0..<22).map { everything.table.addRow(labels: .probe("\($0)")) }
        let long = String(repeating: "x", count: 100)
        for number in 0..<400 {
            for row in rows {
                everything.table.setOnlySeries(
                    everything.versions, row,
                    labels: [LabelPair(name: "version", value: "\(number)\(long)")], to: 1)
            }
        }
        // 22 rows and 2 that were there.
        #expect(everything.table.seriesTextBytes < 6 * 2 * MetricsLimits.removedTextBytesMax)
        #expect(everything.table.seriesCapacity == 22)
    }
}
