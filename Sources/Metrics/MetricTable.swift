/// The values of one schema's families for any number of rows.
///
/// It is a value: a copy is the consistent snapshot that an ``Exposition`` shows, and costs nothing
/// until the next record, which copies the cells once. Its owner guards it. Handles of another
/// schema, and rows of another table, are bugs.
public struct MetricTable: Sendable {
    let schema: TableSchema
    private(set) var rowTexts = RowTexts()
    /// The cells of all rows, row by row, each with the words that say which are present.
    private var cells: [UInt64] = []
    private(set) var histograms: HistogramCells
    private(set) var series: SeriesCells
    /// For each family how many of its cells, histograms or series there are.
    private(set) var present: [Int]
    /// Places of rows that have gone.
    private var freePlaces: [Int] = []
    private let rowWords: Int

    /// A table without rows.
    public init(_ schema: TableSchema) {
        self.schema = schema
        histograms = HistogramCells(schema)
        series = SeriesCells(schema)
        present = Array(repeating: 0, count: schema.families.count)
        rowWords = schema.rowWords
    }

    /// How many rows the table has.
    public var rowCount: Int { placeCount - freePlaces.count }

    /// How many rows there is a place for; one whose row has gone shows nothing.
    var placeCount: Int { rowTexts.count }

    /// Bytes that the label texts of labelled series take, those of removed ones included.
    package var seriesTextBytes: Int { series.textBytes }

    /// Labelled series that there is room for, those of removed ones included.
    package var seriesCapacity: Int { series.capacity }

    /// Bytes of the labels of rows, those of removed ones included.
    package var rowTextBytes: Int { rowTexts.bytes.count }

    /// Words of cells that are held, those of removed rows included.
    package var cellCount: Int { cells.count + histograms.cellCount }

    /// Adds a row, whose counters are 0, with the histograms that it is to have.
    ///
    /// Its labels must not be those of another row, nor be given again to a labelled family. It is
    /// shown after the others, or where a row was that has gone. The counters of `absent` are so
    /// until they are set or incremented.
    public mutating func addRow(
        labels: [LabelPair], histograms columns: [HistogramColumn] = [],
        without absent: [CounterColumn] = []
    ) -> Row {
        let row = Row(index: freePlaces.popLast() ?? placeCount)
        if row.index == placeCount {
            cells.append(contentsOf: repeatElement(0, count: rowWords))
            series.addPlace()
        }
        rowTexts.insert(labels, at: row.index)
        histograms.addRow(row.index, columns)
        for column in columns { present[column.family] += 1 }
        for place in schema.countersFromStart { store(0, place, row) }
        for column in absent { hide(column.place, row) }
        return row
    }

    /// Takes a row away with all that it has; the next one that is added may take its place.
    ///
    /// Whoever still holds it must not use it any more.
    public mutating func removeRow(_ row: Row) {
        precondition(rowTexts.hasRow(row.index), "the row has gone already")
        for (index, family) in schema.families.enumerated() {
            switch family.shape {
            case .scalar(let place, _): hide(place, row)
            case .split(let cells): for cell in cells { hide(cell.place, row) }
            case .histogram(let column, _):
                if histograms.remove(column, row.index) { present[index] -= 1 }
            case .labelled(let column): removeSeries(column, row)
            }
        }
        let start = row.index * rowWords
        for word in start..<start + rowWords { cells[word] = 0 }
        rowTexts.remove(row.index)
        freePlaces.append(row.index)
    }

    // MARK: Counters

    /// Adds to a counter; an optional one that was absent is present from now on.
    public mutating func increment(_ column: CounterColumn, _ row: Row, by amount: UInt64 = 1) {
        cells[row.index * rowWords + column.place.offset] &+= amount
        show(column.place, row)
    }

    /// Sets a counter whose total is kept elsewhere; an optional one is present from now on.
    public mutating func set(_ column: CounterColumn, _ row: Row, to value: UInt64) {
        store(value, column.place, row)
    }

    /// Makes an optional counter present, at 0 where it has not been incremented.
    public mutating func enable(_ column: CounterColumn, _ row: Row) {
        show(column.place, row)
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
    public mutating func setHistograms(_ row: Row, _ columns: [HistogramColumn]) {
        for (index, family) in schema.families.enumerated() {
            guard case .histogram(let column, _) = family.shape else { continue }
            let isWanted = columns.contains { $0.index == column.index }
            switch (isWanted, histograms.start(column, row.index) != nil) {
            case (true, false):
                histograms.addRow(row.index, [column])
                present[index] += 1
            case (false, true):
                if histograms.remove(column, row.index) { present[index] -= 1 }
            case (true, true), (false, false): break
            }
        }
    }

    /// Counts a duration, in nanoseconds; a negative one as 0.
    ///
    /// A sum that has reached 292 years stays there. A row that was added without this histogram
    /// ignores it, so that callers need not know.
    public mutating func observe(_ column: HistogramColumn, _ row: Row, nanoseconds: Int64) {
        histograms.observe(column, row, max(0, nanoseconds), bounds: schema.bounds)
    }

    /// Sets a histogram that is kept elsewhere: a count for each bucket, the one beyond last.
    public mutating func set(
        _ column: HistogramColumn, _ row: Row, counts: [UInt64], sumNanoseconds: Int64
    ) {
        histograms.set(column, row, counts, sumNanoseconds)
    }

    /// The counts of the buckets, not cumulative, the one beyond the bounds last; nil without it.
    public func counts(of column: HistogramColumn, _ row: Row) -> [UInt64]? {
        histograms.start(column, row.index).map { start in
            (0...column.boundCount).map { histograms.count(start, bucket: $0) }
        }
    }

    /// The sum of what was observed, in nanoseconds; nil where the row has no such histogram.
    public func sumNanoseconds(of column: HistogramColumn, _ row: Row) -> Int64? {
        histograms.start(column, row.index).map { start in
            Int64(clamping: histograms.sum(start))
        }
    }

    // MARK: Labelled series

    /// Sets the series with these labels; a new one is shown after the row's others.
    public mutating func setSeries(
        _ column: LabelledColumn, _ row: Row, labels: [LabelPair], to value: Double
    ) {
        if series.update(column, row, labels, { $0 = value }) { present[column.family] += 1 }
    }

    /// Sets the series with these labels and removes the row's others of this family.
    public mutating func setOnlySeries(
        _ column: LabelledColumn, _ row: Row, labels: [LabelPair], to value: Double
    ) {
        present[column.family] -= series.remove(column, row, except: labels)
        setSeries(column, row, labels: labels, to: value)
    }

    /// Adds to the series with these labels, which starts at 0.
    public mutating func incrementSeries(
        _ column: LabelledColumn, _ row: Row, labels: [LabelPair], by amount: Double = 1
    ) {
        if series.update(column, row, labels, { $0 += amount }) { present[column.family] += 1 }
    }

    /// Removes all of the row's series of this family.
    public mutating func removeSeries(_ column: LabelledColumn, _ row: Row) {
        present[column.family] -= series.remove(column, row)
    }

    /// The value of the series with these labels, nil where it is absent.
    public func value(of column: LabelledColumn, _ row: Row, labels: [LabelPair]) -> Double? {
        series.value(column, row, labels)
    }

    // MARK: Cells

    /// The bits of a cell, nil where it is absent.
    @inline(__always)
    func load(_ place: CellPlace, _ row: Row) -> UInt64? {
        let start = row.index * rowWords
        guard cells[start + place.maskOffset] & place.maskBit != 0 else { return nil }
        return cells[start + place.offset]
    }

    @inline(__always)
    private mutating func store(_ bits: UInt64, _ place: CellPlace, _ row: Row) {
        cells[row.index * rowWords + place.offset] = bits
        show(place, row)
    }

    @inline(__always)
    private mutating func show(_ place: CellPlace, _ row: Row) {
        let mask = row.index * rowWords + place.maskOffset
        guard cells[mask] & place.maskBit == 0 else { return }
        cells[mask] |= place.maskBit
        present[place.family] += 1
    }

    private mutating func hide(_ place: CellPlace, _ row: Row) {
        let mask = row.index * rowWords + place.maskOffset
        guard cells[mask] & place.maskBit != 0 else { return }
        cells[mask] &= ~place.maskBit
        present[place.family] -= 1
    }
}
