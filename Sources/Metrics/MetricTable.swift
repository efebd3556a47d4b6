/// The values of one schema's families for any number of rows.
///
/// It is a value: a copy is the consistent snapshot that an ``Exposition`` shows, and costs nothing
/// until the next record, which copies the cells of its piece of the table once. Its owner guards
/// it. Handles of another schema, and rows of another table, are bugs.
public struct MetricTable: Sendable {
    let schema: TableSchema
    /// The rows in their order, as many in each but the last.
    private(set) var pieces: [TablePiece] = []
    private let pieceRows: Int
    /// For each family how many of its cells, histograms or series there are.
    private(set) var present: [Int]
    /// Places of rows that have gone.
    private var freeRows: [Row] = []
    /// How many rows the table has.
    public private(set) var rowCount = 0

    /// A table without rows.
    public init(_ schema: TableSchema) {
        self.init(schema, pieceRows: MetricsLimits.pieceRows)
    }

    /// A table without rows, cut into pieces of another size.
    package init(_ schema: TableSchema, pieceRows: Int) {
        precondition(pieceRows > 0, "a piece has a row or more")
        self.schema = schema
        self.pieceRows = pieceRows
        present = Array(repeating: 0, count: schema.families.count)
    }

    /// Bytes that the label texts of labelled series take, those of removed ones included.
    package var seriesTextBytes: Int { pieces.reduce(0) { $0 + $1.series.textBytes } }

    /// Labelled series that there is room for, those of removed ones included.
    package var seriesCapacity: Int { pieces.reduce(0) { $0 + $1.series.capacity } }

    /// Bytes of the labels of rows, those of removed ones included.
    package var rowTextBytes: Int { pieces.reduce(0) { $0 + $1.rowTexts.bytes.count } }

    /// Words of cells that are held, those of removed rows included.
    package var cellCount: Int { pieces.reduce(0) { $0 + $1.cellCount } }

    /// Adds a row, whose counters are 0, with the histograms that it is to have.
    ///
    /// Its labels must not be those of another row, nor be given again to a labelled family. It is
    /// shown after the others, or where a row was that has gone. The counters of `absent` are so
    /// until they are set or incremented. Its counters and histograms began at `start`, in
    /// nanoseconds of Unix time, or nobody knows when.
    public mutating func addRow(
        labels: [LabelPair], histograms columns: [HistogramColumn] = [],
        without absent: [CounterColumn] = [], since start: Int64? = nil
    ) -> Row {
        let row = freeRows.popLast() ?? newRow
        if row.piece == pieces.count { pieces.append(TablePiece(schema)) }
        pieces[row.piece].addRow(row.index, labels, columns, since: start)
        rowCount += 1
        for column in columns { present[column.family] += 1 }
        for place in schema.countersFromStart { store(0, place, row) }
        for column in absent { hide(column.place, row) }
        return row
    }

    /// The first place that no row has had.
    private var newRow: Row {
        guard let last = pieces.last, last.placeCount < pieceRows else {
            return Row(piece: pieces.count, index: 0)
        }
        return Row(piece: pieces.count - 1, index: last.placeCount)
    }

    /// Takes a row away with all that it has; the next one that is added may take its place.
    ///
    /// Whoever still holds it must not use it any more.
    public mutating func removeRow(_ row: Row) {
        precondition(pieces[row.piece].rowTexts.hasRow(row.index), "the row has gone already")
        for (index, family) in schema.families.enumerated() {
            switch family.shape {
            case .scalar(let place, _): hide(place, row)
            case .split(let cells): for cell in cells { hide(cell.place, row) }
            case .histogram(let column, _):
                if pieces[row.piece].histograms.remove(column, row.index) { present[index] -= 1 }
            case .labelled(let column): removeSeries(column, row)
            }
        }
        pieces[row.piece].removeRow(row.index)
        freeRows.append(row)
        rowCount -= 1
    }

    // MARK: Counters

    /// Adds to a counter; an optional one that was absent is present from now on.
    public mutating func increment(_ column: CounterColumn, _ row: Row, by amount: UInt64 = 1) {
        if pieces[row.piece].add(amount, column.place, row.index) {
            present[column.place.family] += 1
        }
    }

    /// Sets a counter whose total is kept elsewhere; an optional one is present from now on.
    public mutating func set(_ column: CounterColumn, _ row: Row, to value: UInt64) {
        store(value, column.place, row)
    }

    /// Makes an optional counter present, at 0 where it has not been incremented.
    public mutating func enable(_ column: CounterColumn, _ row: Row) {
        if pieces[row.piece].show(column.place, row.index) { present[column.place.family] += 1 }
    }

    /// Makes a counter absent, and forgets its value.
    public mutating func clear(_ column: CounterColumn, _ row: Row) {
        guard load(column.place, row) != nil else { return }
        store(0, column.place, row)
        hide(column.place, row)
    }

    /// The counter's value, 0 where it is absent.
    public func value(of column: CounterColumn, _ row: Row) -> UInt64 {
        load(column.place, row) ?? 0
    }

    // MARK: Gauges

    /// Sets a gauge, which is present from now on.
    public mutating func set(_ column: GaugeColumn, _ row: Row, to value: Double) {
        store(value.bitPattern, column.place, row)
    }

    /// Sets a time in nanoseconds, which is present from now on.
    public mutating func set(_ column: SecondsColumn, _ row: Row, to nanoseconds: Int64) {
        store(UInt64(bitPattern: nanoseconds), column.place, row)
    }

    /// Makes a gauge absent.
    public mutating func clear(_ column: GaugeColumn, _ row: Row) {
        hide(column.place, row)
    }

    /// Makes a time absent.
    public mutating func clear(_ column: SecondsColumn, _ row: Row) {
        hide(column.place, row)
    }

    /// The gauge's value, nil where it is absent.
    public func value(of column: GaugeColumn, _ row: Row) -> Double? {
        load(column.place, row).map(Double.init(bitPattern:))
    }

    /// The time in nanoseconds, nil where it is absent.
    public func value(of column: SecondsColumn, _ row: Row) -> Int64? {
        load(column.place, row).map(Int64.init(bitPattern:))
    }

    // MARK: Histograms

    /// Gives a row these histograms and no others; those that it has already keep their counts.
    ///
    /// New ones began at `start`, in nanoseconds of Unix time, or nobody knows when.
    public mutating func setHistograms(
        _ row: Row, _ columns: [HistogramColumn], since start: Int64? = nil
    ) {
        for (index, family) in schema.families.enumerated() {
            guard case .histogram(let column, _) = family.shape else { continue }
            let isWanted = columns.contains { $0.index == column.index }
            let isThere = pieces[row.piece].histograms.start(column, row.index) != nil
            switch (isWanted, isThere) {
            case (true, false):
                pieces[row.piece].histograms.add(column, to: row.index, since: start)
                present[index] += 1
            case (false, true):
                if pieces[row.piece].histograms.remove(column, row.index) { present[index] -= 1 }
            case (true, true), (false, false): break
            }
        }
    }

    /// Counts a duration, in nanoseconds; a negative one as 0.
    ///
    /// A sum that has reached 292 years stays there. A row that was added without this histogram
    /// ignores it, so that callers need not know.
    public mutating func observe(_ column: HistogramColumn, _ row: Row, nanoseconds: Int64) {
        pieces[row.piece].histograms.observe(
            column, row.index, max(0, nanoseconds), bounds: schema.bounds)
    }

    /// Sets a histogram that is kept elsewhere: a count for each bucket, the one beyond last.
    public mutating func set(
        _ column: HistogramColumn, _ row: Row, counts: [UInt64], sumNanoseconds: Int64
    ) {
        pieces[row.piece].histograms.set(column, row.index, counts, sumNanoseconds)
    }

    /// The counts of the buckets, not cumulative, the one beyond the bounds last; nil without it.
    public func counts(of column: HistogramColumn, _ row: Row) -> [UInt64]? {
        let histograms = pieces[row.piece].histograms
        return histograms.start(column, row.index).map { start in
            (0...column.boundCount).map { histograms.count(start, bucket: $0) }
        }
    }

    /// The sum of what was observed, in nanoseconds; nil where the row has no such histogram.
    public func sumNanoseconds(of column: HistogramColumn, _ row: Row) -> Int64? {
        let histograms = pieces[row.piece].histograms
        return histograms.start(column, row.index).map { start in
            Int64(clamping: histograms.sum(start))
        }
    }

    /// Each native bucket that has counted something, by its index, and their schema; nil without.
    package func nativeBuckets(
        of column: HistogramColumn, _ row: Row
    ) -> (schema: Int, counts: [Int: UInt64])? {
        let histograms = pieces[row.piece].histograms
        guard let start = histograms.start(column, row.index) else { return nil }
        let block = histograms.block(start)
        guard block.isKept else { return nil }
        let buckets = histograms.native.buckets(of: block).map { ($0.index, $0.count) }
        return (block.schema, Dictionary(uniqueKeysWithValues: buckets))
    }

    // MARK: Labelled series

    /// Sets the series with these labels; a new one is shown after the row's others.
    public mutating func setSeries(
        _ column: LabelledColumn, _ row: Row, labels: [LabelPair], to value: Double
    ) {
        let isNew = pieces[row.piece].series.update(column, row.index, labels) { $0 = value }
        if isNew { present[column.family] += 1 }
    }

    /// Sets the series with these labels and removes the row's others of this family.
    public mutating func setOnlySeries(
        _ column: LabelledColumn, _ row: Row, labels: [LabelPair], to value: Double
    ) {
        present[column.family] -= pieces[row.piece].series.remove(
            column, row.index, except: labels)
        setSeries(column, row, labels: labels, to: value)
    }

    /// Adds to the series with these labels, which starts at 0.
    public mutating func incrementSeries(
        _ column: LabelledColumn, _ row: Row, labels: [LabelPair], by amount: Double = 1
    ) {
        let isNew = pieces[row.piece].series.update(column, row.index, labels) { $0 += amount }
        if isNew { present[column.family] += 1 }
    }

    /// Removes all of the row's series of this family.
    public mutating func removeSeries(_ column: LabelledColumn, _ row: Row) {
        present[column.family] -= pieces[row.piece].series.remove(column, row.index)
    }

    /// The value of the series with these labels, nil where it is absent.
    public func value(of column: LabelledColumn, _ row: Row, labels: [LabelPair]) -> Double? {
        pieces[row.piece].series.value(column, row.index, labels)
    }

    // MARK: Cells

    private func load(_ place: CellPlace, _ row: Row) -> UInt64? {
        pieces[row.piece].load(place, row.index)
    }

    @inline(__always)
    private mutating func store(_ bits: UInt64, _ place: CellPlace, _ row: Row) {
        if pieces[row.piece].store(bits, place, row.index) { present[place.family] += 1 }
    }

    private mutating func hide(_ place: CellPlace, _ row: Row) {
        if pieces[row.piece].hide(place, row.index) { present[place.family] -= 1 }
    }
}
