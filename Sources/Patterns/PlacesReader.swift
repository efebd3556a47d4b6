/// Reads an expression as it is compiled, as far as `^`, `$` and `\b` ask for it.
///
/// RE2 compiles `$a` and `a^b`, which no text matches: a probe with one would always wait in vain.
/// What is not looked into, such as the inside of a class, may be any byte.
struct PlacesReader {
    private var rest: ArraySlice<UInt8>
    /// Over UTF-8 a letter whose case is ignored may be another character, such as U+212A for `k`.
    private let isText: Bool

    private init(_ scanner: ExpressionScanner) {
        rest = scanner.compiled[...]
        isText = scanner.isText
    }

    /// Whether it is sure that no text matches.
    static func matchesNowhere(_ scanner: ExpressionScanner) -> Bool {
        var reader = PlacesReader(scanner)
        let places = reader.alternatives()
        // What is left was read wrongly: then nothing is sure.
        return reader.rest.isEmpty && places.isEmpty
    }

    private mutating func skip(_ text: StaticString) -> Bool {
        guard rest.starts(with: text.description.utf8) else { return false }
        rest = rest.dropFirst(text.utf8CodeUnitCount)
        return true
    }

    private mutating func alternatives() -> Places {
        var all = sequence()
        while skip("|") { all = all.or(sequence()) }
        return all
    }

    private mutating func sequence() -> Places {
        var whole = Places.empty
        while let byte = rest.first, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            if skip(#"\Q"#) {
                whole = whole.then(quotation())
            } else {
                whole = whole.then(repeated(atom()))
            }
        }
        return whole
    }

    private mutating func atom() -> Places {
        switch rest.popFirst() {
        case UInt8(ascii: "^"): return Places { before, _ in before == .lineFeed }
        case UInt8(ascii: "$"): return Places { _, after in after == .lineFeed || after == .end }
        case UInt8(ascii: "("): return group()
        case UInt8(ascii: "\\"): return escape()
        case UInt8(ascii: "["):
            skipClass()
            return Places(over: .any)
        case UInt8(ascii: "."): return Places(over: .any)
        case let byte?: return character(byte)
        case nil: return .empty
        }
    }

    /// A character that is written as itself; what is not ASCII has more bytes than the first.
    private mutating func character(_ first: UInt8) -> Places {
        var whole = first < 0x80 ? literal(.of(first)) : Places(over: .other)
        while let byte = rest.first, byte & 0xc0 == 0x80 {
            rest = rest.dropFirst()
            whole = whole.then(Places(over: .other))
        }
        return whole
    }

    private func literal(_ kind: ByteKinds) -> Places {
        Places(over: isText && kind == .word ? [.word, .other] : kind)
    }

    /// Only the last character of a quotation is repeated by what comes after it.
    private mutating func quotation() -> Places {
        var whole = Places.empty
        while !skip(#"\E"#), let byte = rest.popFirst() {
            let next = character(byte)
            guard !skip(#"\E"#) else { return whole.then(repeated(next)) }
            whole = whole.then(next)
        }
        return whole
    }

    private mutating func group() -> Places {
        if skip("?") {
            // Flags or a name; flags alone end with the group, and match nothing.
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: ")") { return .empty }
                if byte == UInt8(ascii: ":") || byte == UInt8(ascii: ">") { break }
            }
        }
        let inside = alternatives()
        _ = skip(")")
        return inside
    }
}

// MARK: Escapes and classes

extension PlacesReader {
    private mutating func escape() -> Places {
        guard let letter = rest.popFirst() else { return .empty }
        switch letter {
        case UInt8(ascii: "b"): return Places { Self.isWord($0) != Self.isWord($1) }
        case UInt8(ascii: "B"): return Places { Self.isWord($0) == Self.isWord($1) }
        case UInt8(ascii: "n"): return Places(over: .lineFeed)
        case UInt8(ascii: "d"), UInt8(ascii: "w"): return literal(.word)
        // The end of a quotation that is none.
        case UInt8(ascii: "E"): return .empty
        case UInt8(ascii: "s"): return Places(over: [.lineFeed, .other])
        case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "x"):
            if skip("{") {
                while let byte = rest.popFirst(), byte != UInt8(ascii: "}") {}
            } else {
                rest = rest.dropFirst(letter == UInt8(ascii: "x") ? 2 : 1)
            }
            return Places(over: .any)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            rest = rest.dropFirst(
                rest.prefix(2).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }.count
            )
            return Places(over: .any)
        case UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "v"),
            UInt8(ascii: "a"):
            return Places(over: .other)
        case UInt8(ascii: "!")...UInt8(ascii: "/"): return Places(over: .other)
        default: return Places(over: .any)
        }
    }

    private static func isWord(_ kind: ByteKinds) -> Bool { kind == .word }

    private mutating func skipClass() {
        _ = skip("^")
        _ = skip("]")
        while let byte = rest.popFirst(), byte != UInt8(ascii: "]") {
            if byte == UInt8(ascii: "\\") { _ = rest.popFirst() }
            if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: ":") { skipClassName() }
        }
    }

    /// `[:alpha:]`; without its end it is a bracket like any other.
    private mutating func skipClassName() {
        let end = rest.indices.dropFirst().dropLast().first {
            rest[$0] == UInt8(ascii: ":") && rest[$0 + 1] == UInt8(ascii: "]")
        }
        if let end { rest = rest[(end + 2)...] }
    }
}

// MARK: Repetitions

extension PlacesReader {
    private mutating func repeated(_ atom: Places) -> Places {
        var all = atom
        while let leastCount = repetition() {
            // The lazy form of each matches the same.
            _ = skip("?")
            all = all.repeated(atLeast: leastCount)
        }
        return all
    }

    /// How often at least what stands before is repeated; nil where it is not.
    private mutating func repetition() -> Int? {
        // A quotation of nothing stands between in vain.
        while skip(#"\Q\E"#) {}
        if skip("*") || skip("?") { return 0 }
        if skip("+") { return 1 }
        guard rest.first == UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}"))
        else { return nil }
        let numbers = rest[rest.index(after: rest.startIndex)..<close]
            .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        // RE2 takes braces with anything else in them literally.
        guard let least = numbers.first ?? nil, least >= 0 else { return nil }
        rest = rest[rest.index(after: close)...]
        return least
    }
}
