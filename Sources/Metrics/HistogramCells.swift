/// The histograms of those rows that have one, in one array.
///
/// A histogram is the sum in nanoseconds, a count for each bucket (not cumulative), and one for
/// everything beyond the last. The sum stands first, beside the buckets of short durations: what is
/// usual touches one line of the cache.
struct HistogramCells: Sendable {
    private var cells: [UInt64] = []
    /// For each row and each histogram of the schema the start of its cells, or -1.
    private var starts: [Int32] = []
    /// Where histograms that have gone were, by how many cells they had.
    private var free: [Int: [Int32]] = [:]
    private let columnCount: Int

    init(_ schema: TableSchema) {
        columnCount = schema.histogramCount
    }

    /// Gives a row its histograms, in a place without a row or the next new one.
    mutating func addRow(_ row: Int, _ columns: [HistogramColumn]) {
        let first = row * columnCount
        if first == starts.count {
            starts.append(contentsOf: repeatElement(-1, count: columnCount))
        }
        for column in columns {
            precondition(starts[first + column.index] == -1, "a row has one histogram of a kind")
            starts[first + column.index] = Int32(take(cellCount: column.boundCount + 2))
        }
    }

    /// Takes a histogram from a row; false where it has none of the kind.
    mutating func remove(_ column: HistogramColumn, _ row: Int) -> Bool {
        guard let start = start(column, row) else { return false }
        starts[row * columnCount + column.index] = -1
        free[column.boundCount + 2, default: []].append(Int32(start))
        return true
    }

    /// Cells at zero, those of a histogram that has gone where there are some.
    private mutating func take(cellCount: Int) -> Int {
        guard let start = free[cellCount]?.popLast() else {
            cells.append(contentsOf: repeatElement(0, count: cellCount))
            return cells.count - cellCount
        }
        for index in Int(start)..<Int(start) + cellCount { cells[index] = 0 }
        return Int(start)
    }

    /// Cells of all histograms, of those that have gone as well.
    var cellCount: Int { cells.count }

    mutating func observe(
        _ column: HistogramColumn, _ row: Int, _ nanoseconds: Int64, bounds: [Int64]
    ) {
        guard let start = start(column, row) else { return }
        var bucket = 0
        while bucket < column.boundCount, bounds[column.firstBound + bucket] < nanoseconds {
            bucket += 1
        }
        let (sum, overflow) = cells[start].addingReportingOverflow(UInt64(nanoseconds))
        cells[start] = overflow ? .max : min(sum, UInt64(Int64.max))
        cells[start + 1 + bucket] &+= 1
    }

    mutating func set(_ column: HistogramColumn, _ row: Int, _ counts: [UInt64], _ sum: Int64) {
        precondition(counts.count == column.boundCount + 1, "a count for each bucket")
        guard let start = start(column, row) else { return }
        cells[start] = UInt64(max(0, sum))
        cells.replaceSubrange(start + 1...start + counts.count, with: counts)
    }

    @inline(__always)
    func start(_ column: HistogramColumn, _ row: Int) -> Int? {
        let start = starts[row * columnCount + column.index]
        return start < 0 ? nil : Int(start)
    }

    /// The sum of the histogram that starts there.
    @inline(__always)
    func sum(_ start: Int) -> UInt64 { cells[start] }

    /// The count of one bucket of the histogram that starts there.
    @inline(__always)
    func count(_ start: Int, bucket: Int) -> UInt64 { cells[start + 1 + bucket] }
}
