/// Lines and words of the small files in /etc, as bytes.
enum TextLines {
    /// Calls `body` with the words of each line that has any, up to what begins a comment.
    static func forEach(
        in bytes: [UInt8], commentMarks: (UInt8, UInt8), _ body: ([ArraySlice<UInt8>]) -> Void
    ) {
        var words: [ArraySlice<UInt8>] = []
        var wordStart: Int?
        var isComment = false
        for index in 0...bytes.count {
            let byte = index < bytes.count ? bytes[index] : UInt8(ascii: "\n")
            isComment = isComment || byte == commentMarks.0 || byte == commentMarks.1
            if isComment || byte == UInt8(ascii: " ") || (9...13).contains(byte) {
                if let start = wordStart { words.append(bytes[start..<index]) }
                wordStart = nil
            } else if wordStart == nil {
                wordStart = index
            }
            if byte == UInt8(ascii: "\n") {
                if !words.isEmpty { body(words) }
                words.removeAll(keepingCapacity: true)
                isComment = false
            }
        }
    }

    /// The text of a word of printable ASCII; nil where it has any other byte.
    static func text(_ word: ArraySlice<UInt8>) -> String? {
        guard word.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        return String(decoding: word, as: UTF8.self)
    }
}
