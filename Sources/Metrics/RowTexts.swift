/// The labels of all rows as bytes, escaped once, in one array.
struct RowTexts: Sendable {
    /// An opening brace, with which the labels of a row without labels begin, and then each row's
    /// `{name="value"} `, or a blank where it has no labels.
    private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]
    private var ends: [Int] = [1]

    var count: Int { ends.count - 1 }

    mutating func append(_ labels: [LabelPair]) {
        let names = labels.map(\.name)
        precondition(Set(names).count == names.count, "two labels of a row have one name")
        if !labels.isEmpty {
            let start = bytes.count
            LabelText.append(labels, to: &bytes)
            bytes[start] = UInt8(ascii: "{")
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: " "))
        ends.append(bytes.count)
    }

    /// The row's labels when they are all the labels of a sample.
    @inline(__always)
    subscript(row: Int) -> Range<Int> { ends[row]..<ends[row + 1] }

    /// The row's labels when more follow: a text such as `,name="value"} `, without its first
    /// `skip` bytes.
    @inline(__always)
    func open(_ row: Int) -> (range: Range<Int>, skip: Int) {
        let closed = self[row]
        return closed.count == 1
            ? (0..<1, 1) : (closed.lowerBound..<closed.upperBound - 2, 0)
    }
}
