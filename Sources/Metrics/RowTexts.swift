/// The labels of all rows as bytes, escaped once, in one array.
struct RowTexts: Sendable {
    /// An opening brace, with which the labels of a row without labels begin, and then each row's
    /// `{name="value"} `, or a blank where it has no labels.
    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]
    /// Where the text of each place is; empty where it has no row.
    private var places: [Place] = []
    private var removedBytes = 0

    private struct Place {
        var start: Int
        var end: Int
    }

    /// How many rows there is a place for.
    var count: Int { places.count }

    /// Whether the place has a row.
    func hasRow(_ row: Int) -> Bool { places[row].start < places[row].end }

    /// Gives a row its text, in a place without one or the next new place.
    mutating func insert(_ labels: [LabelPair], at row: Int) {
        let names = labels.map(\.name)
        precondition(Set(names).count == names.count, "two labels of a row have one name")
        let start = bytes.count
        if !labels.isEmpty {
            LabelText.append(labels, to: &bytes)
            bytes[start] = UInt8(ascii: "{")
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: " "))
        let place = Place(start: start, end: bytes.count)
        if row == places.count {
            places.append(place)
        } else {
            places[row] = place
        }
    }

    /// Takes the text of a row away, and leaves its place to another.
    mutating func remove(_ row: Int) {
        removedBytes += self[row].count
        places[row] = Place(start: 0, end: 0)
        guard removedBytes > MetricsLimits.removedTextBytesMax,
            removedBytes > bytes.count - removedBytes
        else { return }
        var kept: [UInt8] = [UInt8(ascii: "{")]
        kept.reserveCapacity(2 * (bytes.count - removedBytes))
        for index in places.indices where hasRow(index) {
            let range = self[index]
            places[index] = Place(start: kept.count, end: kept.count + range.count)
            kept += bytes[range]
        }
        bytes = kept
        removedBytes = 0
    }

    /// The row's labels when they are all the labels of a sample.
    @inline(__always)
    subscript(row: Int) -> Range<Int> { places[row].start..<places[row].end }

    /// The row's labels when more follow: a text such as `,name="value"} `, without its first
    /// `skip` bytes.
    @inline(__always)
    func open(_ row: Int) -> (range: Range<Int>, skip: Int) {
        let closed = self[row]
        return closed.count == 1
            ? (0..<1, 1) : (closed.lowerBound..<closed.upperBound - 2, 0)
    }
}
