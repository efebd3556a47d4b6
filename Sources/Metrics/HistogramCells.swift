/// The histograms of those rows that have one, in one array.
///
/// A histogram is the sum in nanoseconds, where its native buckets are, a count for each classic
/// bucket (not cumulative), and one for everything beyond the last. The sum stands first, beside
/// the buckets of short durations: what is usual touches one line of the cache.
struct HistogramCells: Sendable {
    private var cells: [UInt64] = []
    /// For each row and each histogram of the schema the start of its cells, or -1.
    private var starts: [Int32] = []
    /// Where histograms that have gone were, by how many cells they had.
    private var free: [Int: [Int32]] = [:]
    private(set) var native = NativeBuckets()
    /// When histograms began that did not begin with their row, by the start of their cells.
    private var laterBeginnings: [Int: Int64?] = [:]
    private let columnCount: Int

    init(_ schema: TableSchema) {
        columnCount = schema.histogramCount
    }

    /// Makes room for one more row, which has no histogram.
    mutating func addPlace() {
        starts.append(contentsOf: repeatElement(-1, count: columnCount))
    }

    /// Gives a row histograms that begin with it.
    mutating func add(_ columns: [HistogramColumn], to row: Int) {
        for column in columns {
            let place = row * columnCount + column.index
            precondition(starts[place] == -1, "a row has one histogram of a kind")
            let start = take(cellCount: column.cellCount)
            starts[place] = Int32(start)
            cells[start + 1] = NativeBlock.empty.bits
        }
    }

    /// Gives a row that is there already a histogram that begins at a time, in nanoseconds, or at
    /// one that nobody knows.
    mutating func add(_ column: HistogramColumn, to row: Int, since begin: Int64?) {
        add([column], to: row)
        if let start = start(column, row) { laterBeginnings[start] = .some(begin) }
    }

    /// Takes a histogram from a row; false where it has none of the kind.
    mutating func remove(_ column: HistogramColumn, _ row: Int) -> Bool {
        guard let start = start(column, row) else { return false }
        native.release(NativeBlock(bits: cells[start + 1]))
        laterBeginnings[start] = nil
        starts[row * columnCount + column.index] = -1
        free[column.cellCount, default: []].append(Int32(start))
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
    var cellCount: Int { cells.count + native.cellCount }

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
        cells[start + 2 + bucket] &+= 1
        var block = NativeBlock(bits: cells[start + 1])
        native.count(nanoseconds, in: &block)
        cells[start + 1] = block.bits
    }

    /// Sets a histogram that is kept elsewhere, which has no native buckets.
    mutating func set(_ column: HistogramColumn, _ row: Int, _ counts: [UInt64], _ sum: Int64) {
        precondition(counts.count == column.boundCount + 1, "a count for each bucket")
        guard let start = start(column, row) else { return }
        cells[start] = UInt64(max(0, sum))
        native.release(NativeBlock(bits: cells[start + 1]))
        cells[start + 1] = NativeBlock.none.bits
        cells.replaceSubrange(start + 2..<start + 2 + counts.count, with: counts)
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
    func count(_ start: Int, bucket: Int) -> UInt64 { cells[start + 2 + bucket] }

    /// Where the native buckets are of the histogram that starts there.
    func block(_ start: Int) -> NativeBlock { NativeBlock(bits: cells[start + 1]) }

    /// Since when the histogram that starts there counts, in nanoseconds, in a row that began at a
    /// time; nil where nobody knows.
    func began(_ start: Int, inRowSince row: Int64?) -> Int64? {
        laterBeginnings.isEmpty ? row : laterBeginnings[start] ?? row
    }
}

extension HistogramColumn {
    /// Words of one of its histograms: the sum, the native buckets' place, the classic buckets with
    /// the one beyond.
    ///
    /// With the built-in buckets that is 16, so that those of a piece fill a power of two.
    fileprivate var cellCount: Int { boundCount + 3 }
}
