/// A piece of a Swift file that is not a comment.
struct Token: Equatable {
    enum Kind { case word, mark, string, name }

    var kind: Kind
    /// A word, one mark, the inside of a string or of a pair of backticks.
    var text: String
    /// Counted from one.
    var line: Int
    /// Nothing stands between the token before and this one.
    var isGlued: Bool

    func isWord(_ text: String) -> Bool { kind == .word && self.text == text }
    func isMark(_ text: String) -> Bool { kind == .mark && self.text == text }

    /// The same code; space matters before `!` only, since `try !a` is not `try! a`.
    func isCode(_ token: Token) -> Bool {
        kind == token.kind && text == token.text && (text != "!" || isGlued == token.isGlued)
    }

    /// The tokens of a Swift text, in their order.
    static func tokens(of bytes: [UInt8]) -> [Token] {
        let kinds = SwiftText.kinds(of: bytes)
        var tokens: [Token] = []
        var line = 1
        var position = 0
        var end = 0
        while position < bytes.count {
            let start = position
            let kind = Kind(of: bytes[start], in: kinds[start])
            position += 1
            if let kind, kind != .mark {
                while position < bytes.count,
                    Kind(of: bytes[position], in: kinds[position]) == kind
                { position += 1 }
            }
            if let kind {
                var text = String(decoding: bytes[start..<position], as: UTF8.self)
                text.trim(of: kind == .string ? ["\"", "#"] : kind == .name ? ["`"] : [])
                tokens.append(Token(kind: kind, text: text, line: line, isGlued: end == start))
                end = position
            }
            line += bytes[start..<position].count { $0 == UInt8(ascii: "\n") }
        }
        return tokens
    }
}

extension Token.Kind {
    /// The kind of token that a byte belongs to, absent for space and comments.
    fileprivate init?(of byte: UInt8, in kind: SwiftText.Kind) {
        switch (kind, byte) {
        case (.comment, _), (.code, 9...13), (.code, 32): return nil
        case (.string, _): self = .string
        case (.name, _): self = .name
        case (.code, 48...57), (.code, 65...90), (.code, 97...122), (.code, 95), (.code, 128...):
            self = .word
        case (.code, _): self = .mark
        }
    }
}

extension String {
    fileprivate mutating func trim(of edges: Set<Character>) {
        while let first, edges.contains(first) { removeFirst() }
        while let last, edges.contains(last) { removeLast() }
    }
}
