/// The tables of one moment, to be shown in one of the formats.
///
/// Each family of each table is shown in the order of its schema, with its rows in their order; a
/// family without samples is left out. The copies of the tables in here are the snapshot: records
/// made afterwards are not seen, however many slices the page is taken in.
public struct Exposition: Sendable {
    private let tables: [MetricTable]
    private let format: ExpositionFormat
    /// Those that are shown: which table, and which of its families.
    private let places: [FamilyPlace]
    private var next = 0
    private var row = Row.first
    private var isEnded = false
    private var protobuf = ProtobufRendering()

    /// The page of these tables, one after the other; no two may have a family of the same name.
    ///
    /// Of `names`, if there are any, only; a name is a family's, with or without its `_total`.
    public init(
        _ tables: [MetricTable], as format: ExpositionFormat = .text, only names: Set<String>? = nil
    ) {
        let all = tables.flatMap { $0.schema.families.map(\.name) }
        precondition(Set(all).count == all.count, "two tables have a family of the same name")
        self.tables = tables
        self.format = format
        places = tables.indices.flatMap { table in
            tables[table].schema.families.indices.filter { family in
                tables[table].present[family] > 0
                    && tables[table].schema.families[family].isNamed(names)
            }.map { FamilyPlace(table: table, family: $0) }
        }
    }

    /// How many rows the tables have.
    public var rowCount: Int { tables.reduce(0) { $0 + $1.rowCount } }

    /// Appends the next slice of the page, and returns whether there may be more.
    ///
    /// A slice of text ends with a line, once it has `bytesMax` bytes: it is longer than that by
    /// less than what one row shows of one family and the header of that family. Long walks over
    /// rows that show nothing end it sooner. It is empty only at the end, when false is returned
    /// with it, or while the length of a message is found out.
    public mutating func render(into buffer: inout [UInt8], bytesMax: Int) -> Bool {
        precondition(bytesMax > 0, "a slice has a byte or more")
        let start = buffer.count
        let (end, overflow) = start.addingReportingOverflow(bytesMax)
        var slice = Slice(end: overflow ? .max : end)
        while next < places.count {
            let isDone =
                format == .protobuf
                ? renderMessage(into: &buffer, &slice) : renderText(into: &buffer, &slice)
            if isDone { next += 1 }
            if slice.isFull(buffer.count), buffer.count > start || format == .protobuf {
                return true
            }
        }
        if format == .openMetrics, !isEnded { buffer += "# EOF\n".utf8 }
        isEnded = true
        return false
    }

    /// Appends samples of the next family; returns whether it is done.
    private mutating func renderText(into buffer: inout [UInt8], _ slice: inout Slice) -> Bool {
        let place = places[next]
        let header =
            row == .first
            ? tables[place.table].schema.families[place.family].header(in: format) : []
        buffer += header
        let following = tables[place.table].render(
            place.family, from: row, into: &buffer, &slice)
        row = following ?? .first
        return following == nil
    }

    /// Measures or appends samples of the next family; returns whether it is done.
    private mutating func renderMessage(into buffer: inout [UInt8], _ slice: inout Slice) -> Bool {
        let place = places[next]
        if protobuf.phase == .between {
            protobuf.beginMeasuring(tables[place.table].schema.families[place.family])
        }
        let following = protobuf.render(
            tables[place.table], place, from: row, into: &buffer, &slice)
        row = following ?? .first
        guard following == nil else { return false }
        return protobuf.endPhase(into: &buffer)
    }
}

/// Which family of which table.
struct FamilyPlace: Sendable {
    let table: Int
    let family: Int
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

    /// Takes note of bytes that were measured, and not written.
    @inline(__always)
    mutating func measured(_ bytes: Int) {
        end -= bytes
    }
}
