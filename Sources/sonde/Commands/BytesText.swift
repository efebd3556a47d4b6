import Wire

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
        var (position, textCount) = (0, 0)
        while position < bytes.count {
            let character = character(bytes[position...])
            if character.isText { textCount += character.count }
            position += character.count
        }
        return 4 * textCount >= textShareOfFour * bytes.count
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
            let character = character(bytes[position...])
            let width = row.unicodeScalars.count + character.text.unicodeScalars.count
            if width > rowColumnsMax { finish() }
            row += character.text
            position += character.count
            if bytes[position - 1] == UInt8(ascii: "\n") { finish() }
        }
        finish()
        return rows
    }

    /// A character or a byte that is part of none.
    private struct Glyph {
        /// Escaped where it must be.
        var text: String
        /// How many bytes it takes.
        var count = 1
        var isText = true
    }

    private static func character(_ bytes: ArraySlice<UInt8>) -> Glyph {
        let first = bytes.first ?? 0
        switch first {
        case UInt8(ascii: "\r"): return Glyph(text: "\\r")
        case UInt8(ascii: "\n"): return Glyph(text: "\\n")
        case UInt8(ascii: "\t"): return Glyph(text: "\\t")
        case UInt8(ascii: "\\"): return Glyph(text: "\\\\")
        case 0x20..<0x7f: return Glyph(text: String(Unicode.Scalar(first)))
        default: break
        }
        // RFC 3629 section 3: no character takes more than four bytes.
        var iterator = bytes.prefix(4).makeIterator()
        var decoder = UTF8()
        guard first >= 0x80, case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            return Glyph(text: "\\x" + hexadecimal(first), isText: false)
        }
        let escaped = "\\u{" + String(scalar.value, radix: 16) + "}"
        return Glyph(
            text: scalar.isShown ? String(scalar) : escaped, count: UTF8.width(scalar),
            isText: scalar.isShown)
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
