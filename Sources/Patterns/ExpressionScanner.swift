/// What an expression wants to know of the byte after its match.
enum Lookahead: Comparable {
    case nothing
    /// `$`: whether a line ends there.
    case lineEnd
    /// `\b` or `\B`: whether a word goes on there.
    case wordBoundary
}

/// An expression, read as far as a stream asks for it; RE2 judges the rest.
///
/// It knows where RE2 takes a character literally: after a backslash, between `\Q` and `\E`, in a
/// class (RE2's parse.cc is the reference).
struct ExpressionScanner {
    /// The expression as it is compiled: `$` stands before CR LF as well, and a group without a
    /// name captures nothing.
    private(set) var compiled: [UInt8] = []
    private(set) var lookahead = Lookahead.nothing
    /// Whether it names characters beyond bytes, and so is matched over UTF-8.
    private(set) var isText: Bool

    private let source: [UInt8]
    private var position = 0

    init(_ expression: String) throws(PatternError) {
        source = Array(expression.utf8)
        isText = source.contains { $0 >= 0x80 }
        compiled.reserveCapacity(source.count + 16)
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\\"): try takeEscape()
            case UInt8(ascii: "["): takeClass()
            case UInt8(ascii: "("): try takeGroup()
            case UInt8(ascii: "$"):
                position += 1
                compiled += Array(#"(?:\r?$)"#.utf8)
                lookahead = max(lookahead, .lineEnd)
            default: take(1)
            }
        }
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        let place = position + distance
        return place < source.count ? source[place] : nil
    }

    private func isNext(_ text: StaticString) -> Bool {
        source[position...].starts(with: text.description.utf8)
    }

    private mutating func take(_ count: Int) {
        let end = min(position + count, source.count)
        compiled += source[position..<end]
        position = end
    }

    // MARK: Escapes

    private mutating func takeEscape() throws(PatternError) {
        switch peek(1) {
        case UInt8(ascii: "A"): throw .beginningOfText
        case UInt8(ascii: "z"): throw .endOfText(#"\z"#)
        case UInt8(ascii: "Z"): throw .endOfText(#"\Z"#)
        case UInt8(ascii: "b"), UInt8(ascii: "B"):
            lookahead = .wordBoundary
            take(2)
        case UInt8(ascii: "Q"): takeQuotation()
        default: takeCharacterEscape()
        }
    }

    /// RE2 takes a quotation without an end as one to the end; here it gets one.
    private mutating func takeQuotation() {
        take(2)
        while peek() != nil {
            if isNext(#"\E"#) { return take(2) }
            take(1)
        }
        compiled += Array(#"\E"#.utf8)
    }

    private mutating func takeCharacterEscape() {
        switch peek(1) {
        case UInt8(ascii: "p"), UInt8(ascii: "P"): isText = true
        case UInt8(ascii: "x") where peek(2) == UInt8(ascii: "{"):
            let digits = source[position...].dropFirst(3).prefix { $0 != UInt8(ascii: "}") }
            if digits.drop(while: { $0 == UInt8(ascii: "0") }).count > 2 { isText = true }
        default: break
        }
        take(2)
    }

    // MARK: Classes

    private mutating func takeClass() {
        take(1)
        if peek() == UInt8(ascii: "^") { take(1) }
        // A bracket that comes first is one of the characters.
        if peek() == UInt8(ascii: "]") { take(1) }
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "]"): return take(1)
            case UInt8(ascii: "\\"): takeCharacterEscape()
            case UInt8(ascii: "[") where peek(1) == UInt8(ascii: ":"): takeClassName()
            default: take(1)
            }
        }
    }

    /// `[:alpha:]`; without its end it is a bracket like any other.
    private mutating func takeClassName() {
        let start = position
        var length = 2
        while start + length + 1 < source.count {
            if peek(length) == UInt8(ascii: ":"), peek(length + 1) == UInt8(ascii: "]") {
                return take(length + 2)
            }
            length += 1
        }
        take(1)
    }

    // MARK: Groups

    private mutating func takeGroup() throws(PatternError) {
        guard peek(1) == UInt8(ascii: "?") else {
            position += 1
            compiled += Array("(?:".utf8)
            return
        }
        take(2)
        var isTurningOff = false
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "i"), UInt8(ascii: "s"), UInt8(ascii: "U"): break
            case UInt8(ascii: "m"): if isTurningOff { throw .linesTurnedOff }
            case UInt8(ascii: "-"): isTurningOff = true
            // The end of the flags, or a name.
            default: return
            }
            take(1)
        }
    }
}
