/// Tells the code of a Swift file from its comments, its strings and its raw names, byte by byte.
///
/// A regex literal is read as code: the house has none.
struct SwiftText {
    enum Kind {
        case code, comment, string
        /// Between backticks, with them.
        case name
    }

    /// What each byte is.
    static func kinds(of bytes: [UInt8]) -> [Kind] {
        var text = SwiftText(bytes: bytes)
        while text.position < bytes.count { text.readCode(untilParenthesisCloses: false) }
        return text.kinds
    }

    /// The bytes with which something other than plain code may begin.
    private static let telling = Array("/`\"#()".utf8)

    private let bytes: [UInt8]
    private var kinds: [Kind]
    private var position = 0

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        kinds = Array(repeating: .code, count: bytes.count)
    }

    private mutating func readCode(untilParenthesisCloses: Bool) {
        var depth = 0
        while position < bytes.count {
            if !Self.telling.contains(bytes[position]) {
                take(1, as: .code)
            } else if sees("//") {
                take(.comment) { $0.sees("\n") }
            } else if sees("/*") {
                readBlockComment()
            } else if sees("`") {
                take(1, as: .name)
                take(.name) { $0.sees("`") || $0.sees("\n") }
                if sees("`") { take(1, as: .name) }
            } else if let hashes = hashesBeforeQuote() {
                readString(hashes: hashes)
            } else {
                if sees("(") { depth += 1 }
                if sees(")") { depth -= 1 }
                if untilParenthesisCloses, depth < 0 { return }
                take(1, as: .code)
            }
        }
    }

    private mutating func readBlockComment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                take(2, as: .comment)
            } else if sees("*/") {
                depth -= 1
                take(2, as: .comment)
            } else {
                take(1, as: .comment)
            }
        } while depth > 0 && position < bytes.count
    }

    private mutating func readString(hashes: Int) {
        let fence = String(repeating: "#", count: hashes)
        take(hashes, as: .string)
        let quotes = sees("\"\"\"") ? "\"\"\"" : "\""
        take(quotes.utf8.count, as: .string)
        let (end, escape) = (quotes + fence, "\\" + fence)
        while position < bytes.count {
            if sees(end) { return take(quotes.utf8.count + hashes, as: .string) }
            if quotes.utf8.count == 1, sees("\n") { return }
            if sees(escape + "(") {
                take(hashes + 2, as: .string)
                readCode(untilParenthesisCloses: true)
            } else if sees(escape) {
                take(hashes + 1, as: .string)
            }
            take(1, as: .string)
        }
    }

    /// The hashes before the quote of a string that begins here, absent where none does.
    private func hashesBeforeQuote() -> Int? {
        let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = position + hashes
        return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    private func sees(_ text: String) -> Bool {
        position < bytes.count && bytes[position] == text.utf8.first
            && bytes[position...].starts(with: text.utf8)
    }

    private mutating func take(_ count: Int, as kind: Kind) {
        for _ in 0..<count where position < bytes.count {
            kinds[position] = kind
            position += 1
        }
    }

    private mutating func take(_ kind: Kind, until isOver: (SwiftText) -> Bool) {
        while position < bytes.count, !isOver(self) { take(1, as: kind) }
    }
}
