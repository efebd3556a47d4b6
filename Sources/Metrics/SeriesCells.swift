/// The series of labelled families: for each row and family a list, the first set first.
///
/// All lists share one array of entries and one of bytes, so that a copy of a piece is a few
/// arrays, whatever the number of series.
struct SeriesCells: Sendable {
    private struct Entry: Sendable {
        var textStart: Int
        /// 0 in an entry that is free.
        var textCount: Int32
        /// The next of the list, or -1.
        var next: Int32
        var value: Double
    }

    private var entries: [Entry] = []
    /// For each row and each labelled family of the schema the first of its list, or -1.
    private var heads: [Int32] = []
    private var firstFree: Int32 = -1
    /// `,name="value"} ` of each series.
    private(set) var texts: [UInt8] = []
    private var removedBytes = 0
    private var scratch: [UInt8] = []
    private let columnCount: Int

    init(_ schema: TableSchema) {
        columnCount = schema.labelledCount
    }

    /// Makes room for one more row, which has no series.
    mutating func addPlace() {
        heads.append(contentsOf: repeatElement(-1, count: columnCount))
    }

    /// Changes the value of a series, which starts at 0; returns whether the series is new.
    @inline(__always)
    mutating func update(
        _ column: LabelledColumn, _ row: Int, _ labels: [LabelPair],
        _ change: (inout Double) -> Void
    ) -> Bool {
        render(labels)
        let (found, last) = find(column, row)
        if found >= 0 {
            let present = entries[Int(found)].value
            var value = present
            change(&value)
            // A value that is written makes a copy of all entries where a snapshot shares them.
            if value.bitPattern != present.bitPattern { entries[Int(found)].value = value }
            return false
        }
        let added = insert()
        change(&entries[Int(added)].value)
        if last >= 0 {
            entries[Int(last)].next = added
        } else {
            heads[head(column, row)] = added
        }
        return true
    }

    /// The value of a series, nil where it is absent.
    func value(_ column: LabelledColumn, _ row: Int, _ labels: [LabelPair]) -> Double? {
        var copy = self
        copy.render(labels)
        let found = copy.find(column, row).found
        return found < 0 ? nil : entries[Int(found)].value
    }

    /// Removes the row's series, except the one with these labels; returns how many went.
    mutating func remove(
        _ column: LabelledColumn, _ row: Int, except labels: [LabelPair]? = nil
    ) -> Int {
        var kept: Int32 = -1
        if let labels {
            render(labels)
            kept = find(column, row).found
        }
        var current = heads[head(column, row)]
        // The usual case of a row's only series: nothing is written, so no array is copied.
        if current == kept, kept < 0 || entries[Int(kept)].next < 0 { return 0 }
        var removed = 0
        while current >= 0 {
            let next = entries[Int(current)].next
            if current != kept {
                free(current)
                removed += 1
            }
            current = next
        }
        heads[head(column, row)] = kept
        if kept >= 0 { entries[Int(kept)].next = -1 }
        compact()
        return removed
    }

    /// The first series of a row, or -1.
    @inline(__always)
    func first(_ column: LabelledColumn, _ row: Int) -> Int32 {
        heads[row * columnCount + column.index]
    }

    /// What is shown of a series, and the next one or -1.
    @inline(__always)
    subscript(series: Int32) -> (text: Range<Int>, value: Double, next: Int32) {
        let entry = entries[Int(series)]
        return (
            entry.textStart..<entry.textStart + Int(entry.textCount), entry.value, entry.next
        )
    }

    /// Bytes of label texts held, those of removed series included.
    var textBytes: Int { texts.count }

    /// Entries held, the free ones included.
    var capacity: Int { entries.count }

    private func head(_ column: LabelledColumn, _ row: Int) -> Int {
        row * columnCount + column.index
    }

    private mutating func render(_ labels: [LabelPair]) {
        scratch.removeAll(keepingCapacity: true)
        LabelText.append(labels, to: &scratch)
        scratch.append(UInt8(ascii: "}"))
        scratch.append(UInt8(ascii: " "))
    }

    /// The series whose text stands in the scratch, and the last one of the list; -1 for none.
    private func find(_ column: LabelledColumn, _ row: Int) -> (found: Int32, last: Int32) {
        var last: Int32 = -1
        var current = heads[head(column, row)]
        while current >= 0 {
            let entry = entries[Int(current)]
            if Int(entry.textCount) == scratch.count, isScratch(at: entry.textStart) {
                return (current, last)
            }
            last = current
            current = entry.next
        }
        return (-1, last)
    }

    private func isScratch(at start: Int) -> Bool {
        for offset in scratch.indices where texts[start + offset] != scratch[offset] {
            return false
        }
        return true
    }

    /// Makes an entry of the scratch.
    private mutating func insert() -> Int32 {
        let entry = Entry(
            textStart: texts.count, textCount: Int32(scratch.count), next: -1, value: 0)
        texts += scratch
        guard firstFree >= 0 else {
            entries.append(entry)
            return Int32(entries.count - 1)
        }
        let reused = firstFree
        firstFree = entries[Int(reused)].next
        entries[Int(reused)] = entry
        return reused
    }

    private mutating func free(_ series: Int32) {
        removedBytes += Int(entries[Int(series)].textCount)
        entries[Int(series)] = Entry(textStart: 0, textCount: 0, next: firstFree, value: 0)
        firstFree = series
    }

    /// Drops the texts of removed series once they are more than the others.
    private mutating func compact() {
        guard removedBytes > MetricsLimits.removedTextBytesMax,
            removedBytes > texts.count - removedBytes
        else { return }
        var kept: [UInt8] = []
        kept.reserveCapacity(2 * (texts.count - removedBytes))
        for index in entries.indices {
            let start = entries[index].textStart
            entries[index].textStart = kept.count
            kept += texts[start..<start + Int(entries[index].textCount)]
        }
        texts = kept
        removedBytes = 0
    }
}
