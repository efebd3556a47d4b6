import Exporter

/// Bytes from the network as people can read them: text with escapes, or a dump.
enum BytesText {
    /// Of 4 bytes how many must be text, so that all are shown as text.
    private static let textShareOfFour = 3
    private static let rowColumnsMax = 78
    private static let dumpedBytesARow = 16

    /// The rows for some bytes, each with the position of its first byte.
    static func rows(_ bytes: [UInt8]) -> [(position: Int, text: String)] {
        isText(bytes) ? textRows(bytes) : dumpRows(bytes)
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        let count = bytes.count { byte in
            (0x20..<0x7f).contains(byte) || byte >= 0xc2 || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
        }
        return 4 * count >= textShareOfFour * bytes.count
    }

    /// A row a line; a longer line goes on in the next row.
    private static func textRows(_ bytes: [UInt8]) -> [(position: Int, text: String)] {
        var rows: [(position: Int, text: String)] = []
        var (row, start, position) = ("", 0, 0)
        func finish() {
            if !row.isEmpty { rows.append((start, row)) }
            (row, start) = ("", position)
        }
        while position < bytes.count {
            let (text, count) = character(bytes[position...])
            if row.unicodeScalars.count + text.unicodeScalars.count > rowColumnsMax { finish() }
            row += text
            position += count
            if bytes[position - 1] == UInt8(ascii: "\n") { finish() }
        }
        finish()
        return rows
    }

    /// The first character, escaped where it must be, and how many bytes it takes.
    private static func character(_ bytes: ArraySlice<UInt8>) -> (text: String, count: Int) {
        let first = bytes.first ?? 0
        switch first {
        case UInt8(ascii: "\r"): return ("\\r", 1)
        case UInt8(ascii: "\n"): return ("\\n", 1)
        case UInt8(ascii: "\t"): return ("\\t", 1)
        case UInt8(ascii: "\\"): return ("\\\\", 1)
        case 0x20..<0x7f: return (String(Unicode.Scalar(first)), 1)
        default: break
        }
        // RFC 3629 section 3: no character takes more than four bytes.
        var iterator = bytes.prefix(4).makeIterator()
        var decoder = UTF8()
        guard first >= 0x80, case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            return ("\\x" + hexadecimal(first), 1)
        }
        return (
            scalar.isShown ? String(scalar) : "\\u{" + String(scalar.value, radix: 16) + "}",
            UTF8.width(scalar)
        )
    }

    /// As hexdump(1) does it: position, sixteen bytes, and what of them is ASCII.
    private static func dumpRows(_ bytes: [UInt8]) -> [(position: Int, text: String)] {
        stride(from: 0, to: bytes.count, by: dumpedBytesARow).map { start in
            let row = bytes[start..<min(start + dumpedBytesARow, bytes.count)]
            let digits = row.map(hexadecimal).joined(separator: " ")
            let width = 3 * dumpedBytesARow - 1
            let ascii = row.map { (0x20..<0x7f).contains($0) ? Unicode.Scalar($0) : "." }
            let number = String(start, radix: 16)
            return (
                start,
                String(repeating: "0", count: max(0, 4 - number.count)) + number + "  "
                    + digits + String(repeating: " ", count: width - digits.count) + "  |"
                    + ascii.map { String($0) }.joined() + "|"
            )
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
}
