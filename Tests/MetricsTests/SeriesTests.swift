import Metrics
import Simulation
import Testing

@Suite struct SeriesTests {
    @Test func `a series that is set again keeps its place and takes the value`() {
        var everything = Everything()
        let (column, row) = (everything.versions, everything.web)
        let labels = ["1", "2", "3"].map { [LabelPair(name: "version", value: $0)] }
        for (index, labels) in labels.enumerated() {
            everything.table.setSeries(column, row, labels: labels, to: Double(index))
        }
        let bytes = everything.table.seriesTextBytes
        everything.table.setSeries(column, row, labels: labels[0], to: 7)
        everything.table.incrementSeries(column, row, labels: labels[1])
        #expect(everything.table.values.suffix(3) == ["7", "2", "2"])
        #expect(everything.table.value(of: column, row, labels: labels[0]) == 7)
        #expect(everything.table.value(of: column, everything.mail, labels: labels[0]) == nil)
        #expect(everything.table.seriesTextBytes == bytes)
    }

    @Test func `the only series replaces the others and stays when it is the same`() {
        var everything = Everything()
        let (column, row) = (everything.versions, everything.web)
        let labels = ["1", "2", "3"].map { [LabelPair(name: "version", value: $0)] }
        for labels in labels { everything.table.setSeries(column, row, labels: labels, to: 1) }
        everything.table.setOnlySeries(column, row, labels: labels[1], to: 4)
        #expect(everything.table.value(of: column, row, labels: labels[0]) == nil)
        #expect(everything.table.value(of: column, row, labels: labels[1]) == 4)
        #expect(everything.table.value(of: column, row, labels: labels[2]) == nil)
        let text = everything.table.text
        everything.table.setOnlySeries(column, row, labels: labels[1], to: 4)
        #expect(everything.table.text == text)
        everything.table.setOnlySeries(column, row, labels: labels[2], to: 5)
        #expect(everything.table.values.last == "5")
        #expect(everything.table.value(of: column, row, labels: labels[1]) == nil)
    }

    @Test func `labels that read alike are told apart`() {
        var everything = Everything()
        let (column, row) = (everything.versions, everything.web)
        let alike = [
            [LabelPair(name: "a", value: "x\",b=\"y")],
            [LabelPair(name: "a", value: "x"), LabelPair(name: "b", value: "y")],
            [LabelPair(name: "a", value: "x\\"), LabelPair(name: "b", value: "y")],
            [LabelPair(name: "a", value: "e\u{301}")], [LabelPair(name: "a", value: "\u{e9}")],
        ]
        for (index, labels) in alike.enumerated() {
            everything.table.setSeries(column, row, labels: labels, to: Double(index))
        }
        for (index, labels) in alike.enumerated() {
            let value = everything.table.value(of: column, row, labels: labels)
            #expect(value == Double(index))
        }
    }

    @Test func `removed series and their texts do not pile up`() {
        var everything = Everything()
        let (column, row) = (everything.versions, everything.web)
        let kept = [LabelPair(name: "version", value: "kept")]
        everything.table.setSeries(column, everything.mail, labels: kept, to: 1)
        for number in 0..<20_000 {
            let labels = [LabelPair(name: "version", value: "\(number)")]
            everything.table.setOnlySeries(column, row, labels: labels, to: Double(number))
        }
        // Three are removed together, so that more than one place is free at once.
        for number in 0..<100 {
            for version in ["a", "b"] {
                let labels = [LabelPair(name: "version", value: "\(version)\(number)")]
                everything.table.setSeries(column, row, labels: labels, to: 1)
            }
            everything.table.removeSeries(column, row)
        }
        everything.table.setSeries(
            column, row, labels: [LabelPair(name: "version", value: "19999")], to: 19_999)
        #expect(everything.table.seriesCapacity == 4)
        #expect(everything.table.seriesTextBytes < 2 * MetricsLimits.removedTextBytesMax)
        #expect(everything.table.values.suffix(2) == ["19999", "1"])
        #expect(everything.table.value(of: column, everything.mail, labels: kept) == 1)
    }

    @Test func `random changes agree with a simple model`() {
        var schema = TableSchema()
        let columns = (0..<2).map { schema.labelled("s\($0)", "S.", .gauge) }
        var table = MetricTable(schema)
        let rows = (0..<4).map { table.addRow(labels: .probe("\($0)")) }
        var model = Array(
            repeating: [(name: String, value: Double)](), count: columns.count * rows.count)
        var generator = SeededGenerator(seed: 4)
        let long = String(repeating: "long ", count: 100)
        for step in 0..<20_000 {
            let (c, r) = (
                Int.random(in: 0..<2, using: &generator), Int.random(in: 0..<4, using: &generator)
            )
            let name = long + "\(Int.random(in: 0..<6, using: &generator))"
            let labels = [LabelPair(name: "l", value: name)]
            let (cell, value) = (c * rows.count + r, Double(step))
            let action = Int.random(in: 0..<8, using: &generator)
            if action == 0 {
                table.removeSeries(columns[c], rows[r])
                model[cell] = []
                continue
            }
            if action == 1 { model[cell].removeAll { $0.name != name } }
            let present = model[cell].firstIndex { $0.name == name }
            if let present {
                model[cell][present].value = value
            } else {
                model[cell].append((name, value))
            }
            if action == 1 {
                table.setOnlySeries(columns[c], rows[r], labels: labels, to: value)
            } else {
                table.setSeries(columns[c], rows[r], labels: labels, to: value)
            }
            guard step.isMultiple(of: 500) else { continue }
            #expect(table.text == Self.text(of: model, rows.count))
        }
        #expect(table.text == Self.text(of: model, rows.count))
    }

    private static func text(
        of model: [[(name: String, value: Double)]], _ rowCount: Int
    ) -> String {
        var text = ""
        for column in 0..<model.count / rowCount {
            let rows = model[column * rowCount..<(column + 1) * rowCount]
            guard !rows.allSatisfy(\.isEmpty) else { continue }
            text += "# HELP s\(column) S.\n# TYPE s\(column) gauge\n"
            for (row, series) in rows.enumerated() {
                for (name, value) in series {
                    text += "s\(column){probe=\"\(row)\",l=\"\(name)\"} \(Int(value))\n"
                }
            }
        }
        return text
    }
}
