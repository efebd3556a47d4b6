import Metrics
import Simulation
import Testing

@Suite struct HistogramTests {
    @Test func `each observation is in one bucket, and the text is cumulative`() {
        var schema = TableSchema()
        let bounds = DurationBuckets.standardNanoseconds
        let column = schema.histogram("x_seconds", "X.", boundsNanoseconds: bounds)
        var table = MetricTable(schema)
        let row = table.addRow(labels: [], histograms: [column])
        var generator = SeededGenerator(seed: 3)
        var expected = Array(repeating: UInt64(0), count: bounds.count + 1)
        var sum: Int64 = 0
        for _ in 0..<10_000 {
            let shift = Int64.random(in: 25..<50, using: &generator)
            let value = Int64.random(in: 0..<1 << shift, using: &generator) / 1000
            table.observe(column, row, nanoseconds: value)
            expected[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
            sum += value
        }
        #expect(table.counts(of: column, row) == expected)
        #expect(table.sumNanoseconds(of: column, row) == sum)
        let values = table.values
        let buckets = values.prefix(bounds.count + 1).compactMap { UInt64($0) }
        #expect(buckets.count == bounds.count + 1)
        #expect(zip(buckets, buckets.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(buckets.last == 10_000)
        #expect(values.last == "10000")
    }

    @Test func `a bound belongs to its bucket`() {
        var everything = Everything()
        for nanoseconds: Int64 in [-5, 0, 5_000_000, 5_000_001, 1_000_000_000, 1_000_000_001] {
            everything.table.observe(
                everything.connect, everything.web, nanoseconds: nanoseconds)
        }
        #expect(everything.table.counts(of: everything.connect, everything.web) == [3, 2, 1])
        #expect(
            everything.table.sumNanoseconds(of: everything.connect, everything.web)
                == 2_010_000_002)
    }

    @Test func `a sum that is full stays full`() {
        var everything = Everything()
        for _ in 0..<3 {
            everything.table.observe(everything.connect, everything.web, nanoseconds: .max)
        }
        #expect(
            everything.table.sumNanoseconds(of: everything.connect, everything.web) == .max)
        #expect(everything.table.counts(of: everything.connect, everything.web) == [0, 0, 3])
        #expect(everything.table.text.contains("web\"} 9223372036.854775807\n"))
    }

    @Test func `a row without the histogram ignores it`() {
        var everything = Everything()
        let before = everything.table.text
        everything.table.observe(everything.connect, everything.mail, nanoseconds: 1)
        #expect(everything.table.counts(of: everything.connect, everything.mail) == nil)
        #expect(everything.table.sumNanoseconds(of: everything.connect, everything.mail) == nil)
        #expect(everything.table.text == before)
    }

    @Test func `rows with different histograms do not touch each other`() {
        var schema = TableSchema()
        let columns = (1...3).map {
            schema.histogram(
                "h\($0)_seconds", "H.", boundsNanoseconds: Array(1...Int64($0)))
        }
        var table = MetricTable(schema)
        let rows = (0..<8).map { number in
            table.addRow(
                labels: .probe("\(number)"),
                histograms: columns.indices.filter { number >> $0 & 1 == 1 }.map { columns[$0] })
        }
        for (number, row) in rows.enumerated() {
            for column in columns {
                for _ in 0...number { table.observe(column, row, nanoseconds: 1) }
            }
        }
        for (number, row) in rows.enumerated() {
            for (index, column) in columns.enumerated() {
                let rest = Array(repeating: UInt64(0), count: index + 1)
                let expected = number >> index & 1 == 1 ? [UInt64(number) + 1] + rest : nil
                #expect(table.counts(of: column, row) == expected)
            }
        }
    }

    @Test func `bounds are written as OpenMetrics writes them`() {
        let bounds: [(Int64, String)] = [
            (0, "0.0"), (1, "1e-09"), (1500, "1.5e-06"), (10_000, "1e-05"), (99_999, "9.9999e-05"),
            (100_000, "0.0001"), (1_000_000, "0.001"), (2_500_000, "0.0025"),
            (5_000_000, "0.005"), (250_000_000, "0.25"), (1_000_000_000, "1.0"),
            (2_500_000_000, "2.5"), (10_000_000_000, "10.0"), (100_000_000_000_000, "100000.0"),
            (123_456_500_000_000, "123456.5"), (1_000_000_000_000_000, "1e+06"),
            (123_456_789_000_000_000, "1.23456789e+08"), (9_000_000_000_000_000_000, "9e+09"),
        ]
        var schema = TableSchema()
        let column = schema.histogram("x_seconds", "X.", boundsNanoseconds: bounds.map(\.0))
        var table = MetricTable(schema)
        _ = table.addRow(labels: [], histograms: [column])
        let written = table.text.split(separator: "\n").compactMap { line in
            line.contains("_bucket") ? line.split(separator: "\"")[1] : nil
        }
        #expect(written == bounds.map { $0.1[...] } + ["+Inf"])
    }
}
