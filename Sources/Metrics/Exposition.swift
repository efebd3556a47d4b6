/// The tables of one moment as text, in the Prometheus text format 0.0.4.
///
/// Each family of each table is shown in the order of its schema, with its rows in their order; a
/// family without samples is left out. The copies of the tables in here are the snapshot: records
/// made afterwards are not seen, however many slices the text is taken in.
public struct Exposition: Sendable {
    /// `Content-Type` of the text.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let tables: [MetricTable]
    private var table = 0
    private var family = 0
    private var row = Row.first

    /// The text of these tables, one after the other; no two may have a family of the same name.
    public init(_ tables: [MetricTable]) {
        let names = tables.flatMap { $0.schema.families.map(\.name) }
        precondition(Set(names).count == names.count, "two tables have a family of the same name")
        self.tables = tables
    }

    /// Appends the next slice of the text, and returns whether there may be more.
    ///
    /// A slice ends with a line, once it has `bytesMax` bytes: it is longer than that by less than
    /// what one row shows of one family and the header of that family. Long walks over rows that
    /// show nothing end it sooner. It is empty only at the end: when false is returned with it.
    public mutating func render(into buffer: inout [UInt8], bytesMax: Int) -> Bool {
        precondition(bytesMax > 0, "a slice has a byte or more")
        let start = buffer.count
        let (end, overflow) = start.addingReportingOverflow(bytesMax)
        var slice = Slice(end: overflow ? .max : end)
        while table < tables.count {
            guard family < tables[table].schema.families.count else {
                (table, family) = (table + 1, 0)
                continue
            }
            let next = tables[table].render(family, from: row, into: &buffer, &slice)
            if next == nil { family += 1 }
            row = next ?? .first
            if buffer.count > start, slice.isFull(buffer.count) { return true }
        }
        return false
    }
}

/// Where the slice being written ends.
struct Slice {
    private var end: Int

    /// A slice that is full when the buffer has `end` bytes.
    init(end: Int) {
        self.end = end
    }

    @inline(__always)
    func isFull(_ bytes: Int) -> Bool { bytes >= end }

    /// Takes note of a row that had nothing to show.
    @inline(__always)
    mutating func skipRow() {
        end -= MetricsLimits.absentRowBytes
    }
}
