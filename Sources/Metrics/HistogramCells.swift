/// The histograms of those rows that have one, in one array.
///
/// A histogram is a count for each bucket (not cumulative), one for everything beyond the last, and
/// the sum in nanoseconds.
struct HistogramCells: Sendable {
    private var cells: [UInt64] = []
    /// For each row and each histogram of the schema the start of its cells, or -1.
    private var starts: [Int32] = []
    private let columnCount: Int

    init(_ schema: TableSchema) {
        columnCount = schema.histogramCount
    }

    mutating func addRow(_ columns: [HistogramColumn]) {
        let first = starts.count
        starts.append(contentsOf: repeatElement(-1, count: columnCount))
        for column in columns {
            precondition(starts[first + column.index] == -1, "a row has one histogram of a kind")
            starts[first + column.index] = Int32(cells.count)
            cells.append(contentsOf: repeatElement(0, count: column.boundCount + 2))
        }
    }

    mutating func observe(
        _ column: HistogramColumn, _ row: Row, _ nanoseconds: Int64, bounds: [Int64]
    ) {
        guard let start = start(column, row.index) else { return }
        var bucket = 0
        while bucket < column.boundCount, bounds[column.firstBound + bucket] < nanoseconds {
            bucket += 1
        }
        cells[start + bucket] &+= 1
        let (sum, overflow) = cells[start + column.boundCount + 1]
            .addingReportingOverflow(UInt64(nanoseconds))
        cells[start + column.boundCount + 1] = overflow ? .max : min(sum, UInt64(Int64.max))
    }

    mutating func set(_ column: HistogramColumn, _ row: Row, _ counts: [UInt64], _ sum: Int64) {
        precondition(counts.count == column.boundCount + 1, "a count for each bucket")
        guard let start = start(column, row.index) else { return }
        cells.replaceSubrange(start..<start + counts.count, with: counts)
        cells[start + counts.count] = UInt64(max(0, sum))
    }

    @inline(__always)
    func start(_ column: HistogramColumn, _ row: Int) -> Int? {
        let start = starts[row * columnCount + column.index]
        return start < 0 ? nil : Int(start)
    }

    @inline(__always)
    subscript(position: Int) -> UInt64 { cells[position] }
}
