/// Lines and words of the small files in /etc, as bytes.
enum TextLines {
    /// The words of each line, up to what begins a comment.
    static func words(
        _ bytes: [UInt8], commentMarks: [UInt8]
    ) -> some Sequence<[ArraySlice<UInt8>]> {
        bytes.split(separator: UInt8(ascii: "\n")).lazy.map { line in
            let end = line.firstIndex { commentMarks.contains($0) } ?? line.endIndex
            return line[..<end].split { isBlank($0) }
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }

    /// The text of a word of printable ASCII; nil where it has any other byte.
    static func text(_ word: ArraySlice<UInt8>) -> String? {
        guard word.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        return String(decoding: word, as: UTF8.self)
    }
}
