import Simulation
import Testing

@testable import Metrics

@Suite struct NativeBucketTests {
    /// The upper bound of a bucket, in seconds.
    private func bound(_ index: Int, _ schema: Int) -> Double {
        let steps = 1 << schema
        let whole = index >= 0 ? index / steps : -((-index + steps - 1) / steps)
        let root = [1, 1.4142135623730951, 1.189207115002721, 1.0905077326652577][schema]
        var value = 1.0
        for _ in 0..<index - whole * steps { value *= root }
        for _ in 0..<abs(whole) { value *= whole < 0 ? 0.5 : 2 }
        return value
    }

    @Test func `a value is above the bound of the bucket before, and not above that of its own`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let shift = Int64.random(in: 0..<63, using: &generator)
            let nanoseconds = Int64.random(in: 1...1 << shift, using: &generator)
            let seconds = Double(nanoseconds) / 1e9
            let index = NativeIndex.ofFinest(nanoseconds: nanoseconds)
            // The bounds of the test are products, which are a little off.
            #expect(seconds <= bound(index, 3) * 1.000_000_1)
            #expect(seconds > bound(index - 1, 3) * 0.999_999_9)
        }
    }

    @Test(
        arguments: [
            (1_000_000_000, 0), (1_000_000_001, 1), (500_000_000, -8), (2_000_000_000, 8),
        ])
    func `a power of two belongs to the bucket that it bounds`(nanoseconds: Int64, index: Int) {
        #expect(NativeIndex.ofFinest(nanoseconds: nanoseconds) == index)
    }

    @Test func `nothing is forgotten, and there are never too many`() throws {
        var schema = TableSchema()
        let column = schema.histogram("x_seconds", "X.", boundsNanoseconds: [1])
        var table = MetricTable(schema)
        let rows = (0..<20).map { _ in table.addRow(labels: [], histograms: [column]) }
        var generator = SeededGenerator(seed: 5)
        var values = [Row: [Int64]]()
        var schemas: Set<Int> = []
        for step in 0..<40_000 {
            let row = rows[Int.random(in: 0..<rows.count, using: &generator)]
            // Short ones first, then of any length, so that the resolution falls.
            let shift = Int64.random(in: 10..<(step < 10_000 ? 24 : 63), using: &generator)
            let value = Int64.random(in: 0..<1 << shift, using: &generator) / (1 << 9)
            table.observe(column, row, nanoseconds: value)
            values[row, default: []].append(value)
            guard step.isMultiple(of: 997) else { continue }
            let native = try #require(table.nativeBuckets(of: column, row))
            #expect(native.counts.count <= MetricsLimits.nativeBucketsMax)
            schemas.insert(native.schema)
            let expected = Dictionary(
                grouping: values[row] ?? [],
                by: {
                    NativeIndex.coarser(
                        NativeIndex.ofFinest(nanoseconds: $0), by: 3 - native.schema)
                })
            #expect(native.counts == expected.mapValues { UInt64($0.count) })
        }
        #expect(schemas.contains(3) && schemas.contains(1))
        #expect(table.nativeBuckets(of: column, rows[0])?.counts[NativeIndex.zero] != nil)
    }

    @Test func `the room of rows that have gone is used again`() {
        var schema = TableSchema()
        let column = schema.histogram("x_seconds", "X.", boundsNanoseconds: [1])
        var table = MetricTable(schema)
        var cells = 0
        for round in 0..<20 {
            let rows = (0..<10).map { _ in table.addRow(labels: [], histograms: [column]) }
            for row in rows {
                for power in 0..<30 { table.observe(column, row, nanoseconds: 1 << power) }
            }
            if round == 0 { cells = table.cellCount }
            #expect(table.cellCount == cells)
            for row in rows { table.removeRow(row) }
        }
    }
}
