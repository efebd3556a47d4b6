/// Some of a table's rows with all that they have, each by its number among them.
///
/// What a snapshot shares with a table is copied when it is written: of the pieces one, and of that
/// one array.
struct TablePiece: Sendable {
    var rowTexts = RowTexts()
    var histograms: HistogramCells
    var series: SeriesCells
    /// Since when each row counts, in nanoseconds, or ``unknownStart``.
    private var starts: [Int64] = []
    /// The cells of all rows, row by row, each with the words that say which are present.
    private var cells: [UInt64] = []
    private let rowWords: Int

    /// The start of what began at a time that nobody knows.
    static let unknownStart = Int64.min

    /// A piece without rows.
    init(_ schema: TableSchema) {
        histograms = HistogramCells(schema)
        series = SeriesCells(schema)
        rowWords = schema.rowWords
    }

    /// How many rows there is a place for; one whose row has gone shows nothing.
    var placeCount: Int { rowTexts.count }

    /// Words of cells that are held, those of removed rows included.
    var cellCount: Int { cells.count + histograms.cellCount }

    /// Gives a row its labels and histograms, in a place without one or the next new place.
    mutating func addRow(
        _ row: Int, _ labels: [LabelPair], _ columns: [HistogramColumn], since start: Int64?
    ) {
        if row == placeCount {
            cells.append(contentsOf: repeatElement(0, count: rowWords))
            starts.append(0)
            series.addPlace()
            histograms.addPlace()
        }
        rowTexts.insert(labels, at: row)
        starts[row] = start ?? Self.unknownStart
        histograms.add(columns, to: row)
    }

    /// Since when a row counts, in nanoseconds; nil where nobody knows.
    func began(_ row: Int) -> Int64? {
        starts[row] == Self.unknownStart ? nil : starts[row]
    }

    /// Leaves the place of a row, which has neither histograms nor series any more, to another.
    mutating func removeRow(_ row: Int) {
        for word in row * rowWords..<(row + 1) * rowWords { cells[word] = 0 }
        rowTexts.remove(row)
    }

    /// The bits of a cell, nil where it is absent.
    @inline(__always)
    func load(_ place: CellPlace, _ row: Int) -> UInt64? {
        let start = row * rowWords
        guard cells[start + place.maskOffset] & place.maskBit != 0 else { return nil }
        return cells[start + place.offset]
    }

    /// Sets a cell; returns whether it was absent.
    @inline(__always)
    mutating func store(_ bits: UInt64, _ place: CellPlace, _ row: Int) -> Bool {
        cells[row * rowWords + place.offset] = bits
        return show(place, row)
    }

    /// Adds to a cell; returns whether it was absent.
    @inline(__always)
    mutating func add(_ amount: UInt64, _ place: CellPlace, _ row: Int) -> Bool {
        cells[row * rowWords + place.offset] &+= amount
        return show(place, row)
    }

    /// Makes a cell present; returns whether it was absent.
    @inline(__always)
    mutating func show(_ place: CellPlace, _ row: Int) -> Bool {
        let mask = row * rowWords + place.maskOffset
        guard cells[mask] & place.maskBit == 0 else { return false }
        cells[mask] |= place.maskBit
        return true
    }

    /// Makes a cell absent; returns whether it was present.
    mutating func hide(_ place: CellPlace, _ row: Int) -> Bool {
        let mask = row * rowWords + place.maskOffset
        guard cells[mask] & place.maskBit != 0 else { return false }
        cells[mask] &= ~place.maskBit
        return true
    }
}
