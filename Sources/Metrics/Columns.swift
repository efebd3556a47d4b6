// Handles to the families of a schema. They carry the place of their cells, so that a record costs
// no look-up; a handle belongs to the schema that gave it, and to the tables made of that schema.

/// A family of unsigned integers that only grow.
public struct CounterColumn: Hashable, Sendable {
    let place: CellPlace
}

/// A family of floating-point values, absent until set.
public struct GaugeColumn: Hashable, Sendable {
    let place: CellPlace
}

/// A family of times that are kept in whole nanoseconds and shown in seconds, absent until set.
public struct SecondsColumn: Hashable, Sendable {
    let place: CellPlace
}

/// A family of distributions of durations; only the rows that ask for it have cells of it.
public struct HistogramColumn: Hashable, Sendable {
    let family: Int
    /// The number of this histogram among those of the schema.
    let index: Int
    /// Where its bounds begin among those of the schema, and how many there are.
    let firstBound: Int
    let boundCount: Int
}

/// A family in which a row may have any number of series, told apart by labels of their own.
public struct LabelledColumn: Hashable, Sendable {
    let family: Int
    /// The number of this family among the labelled ones of the schema.
    let index: Int
}

/// One labelled line of a table: the probe, or whatever else the values are about.
public struct Row: Hashable, Sendable {
    /// One word together, as each probe keeps a row.
    private let pieceNumber: UInt32
    private let number: UInt32

    /// The place that is shown first.
    static let first = Row(piece: 0, index: 0)

    init(piece: Int, index: Int) {
        pieceNumber = UInt32(piece)
        number = UInt32(index)
    }

    /// The number of its piece among those of the table.
    @inline(__always)
    var piece: Int { Int(pieceNumber) }
    /// Its number among the rows of that.
    @inline(__always)
    var index: Int { Int(number) }
}

/// Where a row keeps the one cell of a family.
///
/// A row is groups of 64 words; the first word of a group says which of the 63 others are present.
struct CellPlace: Hashable, Sendable {
    let family: Int
    /// Words from the start of the row.
    let offset: Int

    /// The place of a row's `number`th cell.
    init(family: Int, number: Int) {
        self.family = family
        offset = number / 63 * 64 + number % 63 + 1
    }

    /// Words from the start of the row to the one that holds the presence bit.
    @inline(__always)
    var maskOffset: Int { offset & ~63 }
    /// The presence bit.
    @inline(__always)
    var maskBit: UInt64 { 1 << UInt64(offset & 63) }
}
