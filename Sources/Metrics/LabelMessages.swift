/// The labels of a piece's rows as fields of their `Metric`s, made once a page.
struct LabelMessages: Sendable {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// The labels of all rows.
    init(_ texts: RowTexts) {
        bytes.reserveCapacity(texts.bytes.count)
        ends.reserveCapacity(texts.count)
        for row in 0..<texts.count {
            Self.append(texts.bytes[texts[row]], to: &bytes)
            ends.append(bytes.count)
        }
    }

    /// The row's labels; more may follow.
    @inline(__always)
    subscript(row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

    /// Appends a `LabelPair` for each label of a text such as `{name="value",other="value"} `.
    ///
    /// The text is our own: it is well formed.
    static func append(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        var place = text.startIndex
        while let equals = text[place...].firstIndex(of: UInt8(ascii: "=")) {
            let end = endOfValue(text, from: equals + 2)
            let name = text[place + 1..<equals]
            let value = text[equals + 2..<end.quote]
            let valueSize = value.count - end.escapes
            let size =
                2 + varintSize(name.count) + name.count + varintSize(valueSize) + valueSize
            bytes.append(1 << 3 | 2)
            bytes.append(varint: UInt64(size))
            bytes.appendField(1, bytes: name)
            bytes.append(2 << 3 | 2)
            bytes.append(varint: UInt64(valueSize))
            if end.escapes == 0 {
                bytes += value
            } else {
                appendUnescaped(value, to: &bytes)
            }
            place = end.quote + 1
        }
    }

    private static func endOfValue(
        _ text: ArraySlice<UInt8>, from start: Int
    ) -> (quote: Int, escapes: Int) {
        var (place, escapes) = (start, 0)
        while text[place] != UInt8(ascii: "\"") {
            if text[place] == UInt8(ascii: "\\") {
                escapes += 1
                place += 1
            }
            place += 1
        }
        return (place, escapes)
    }

    private static func appendUnescaped(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        var isEscaped = false
        for byte in value {
            if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
                continue
            }
            bytes.append(isEscaped && byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
            isEscaped = false
        }
    }
}
