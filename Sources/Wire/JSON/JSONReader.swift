extension JSON {
    /// The value that a whole text is.
    ///
    /// It is as strict as RFC 8259 lets it be: UTF-8 only (a byte order mark before it is skipped),
    /// whole characters, and no name twice. It takes time in proportion to the bytes.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        do throws(JSONFault) {
            self = try reader.document()
        } catch {
            throw JSONError(error, at: reader.offset, in: bytes)
        }
    }
}

/// How much JSON is read.
public enum JSONLimits {
    /// Bytes of a text.
    public static let bytesMax = 16 << 20
    /// Arrays and objects in each other.
    public static let depthMax = 32
    /// Values of a text, inner ones and the outermost together; names are not counted.
    public static let valuesMax = 1_000_000
}

/// Reads a text from its beginning; where it throws, `offset` is the place of the fault.
struct JSONReader {
    /// The byte order mark, U+FEFF.
    static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

    let bytes: [UInt8]
    var offset = 0
    private var valueCount = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONFault) -> JSON {
        guard bytes.count <= JSONLimits.bytesMax else {
            offset = JSONLimits.bytesMax
            throw .tooLarge
        }
        if bytes.starts(with: Self.mark) { offset = Self.mark.count }
        let value = try value(depth: 0)
        guard next == nil else { throw wrong(.expectedEnd) }
        return value
    }

    /// A value that stands in so many arrays and objects.
    private mutating func value(depth: Int) throws(JSONFault) -> JSON {
        guard let first = next else { throw .endsEarly }
        guard valueCount < JSONLimits.valuesMax else { throw .tooManyValues }
        valueCount += 1
        switch first {
        case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .numeral(try numeral())
        case UInt8(ascii: "t") where take("true"): return .flag(true)
        case UInt8(ascii: "f") where take("false"): return .flag(false)
        case UInt8(ascii: "n") where take("null"): return .null
        default: throw wrong(.expectedValue)
        }
    }

    private mutating func elements(depth: Int) throws(JSONFault) -> [JSON] {
        try open(depth)
        var elements: [JSON] = []
        guard !takes(UInt8(ascii: "]")) else { return elements }
        repeat {
            elements.append(try value(depth: depth))
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "]")) else { throw wrong(.expectedCommaOrBracket) }
        return elements
    }

    private mutating func members(depth: Int) throws(JSONFault) -> [(String, JSON)] {
        try open(depth)
        var members: [(String, JSON)] = []
        var names = JSONNames()
        guard !takes(UInt8(ascii: "}")) else { return members }
        repeat {
            guard next == UInt8(ascii: "\"") else { throw wrong(.expectedName) }
            let start = offset
            let name = try string()
            guard names.insert(name, beside: members) else {
                offset = start
                throw .duplicateName
            }
            guard takes(UInt8(ascii: ":")) else { throw wrong(.expectedColon) }
            members.append((name, try value(depth: depth)))
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "}")) else { throw wrong(.expectedCommaOrBrace) }
        return members
    }

    /// Goes into an array or an object.
    private mutating func open(_ depth: Int) throws(JSONFault) {
        guard depth <= JSONLimits.depthMax else { throw .tooDeep }
        offset += 1
    }

    /// Section 6, which has no plus before a number, no zero before its digits, and no bare point.
    private mutating func numeral() throws(JSONFault) -> JSONNumeral {
        let run = bytes[offset...].prefix { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        guard JSONNumeral.isWellFormed(run) else { throw .malformedNumber }
        offset = run.endIndex
        return JSONNumeral(text: String(decoding: run, as: UTF8.self))
    }
}

extension JSONReader {
    /// The next byte that is no space (section 2), which it goes to; nil at the end.
    private var next: UInt8? {
        mutating get {
            while offset < bytes.count {
                switch bytes[offset] {
                case 0x20, 0x09, 0x0a, 0x0d: offset += 1
                case let byte: return byte
                }
            }
            return nil
        }
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        offset += 1
        return true
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[offset...].starts(with: word.utf8) else { return false }
        offset += word.utf8.count
        return true
    }

    /// The fault of a byte that may not stand here; that of the end, and that of no character.
    private func wrong(_ fault: JSONFault) -> JSONFault {
        guard offset < bytes.count else { return .endsEarly }
        return firstInvalidByte(in: offset..<min(bytes.count, offset + 4)) == offset
            ? .invalidUTF8 : fault
    }
}

/// The names that an object has so far.
private struct JSONNames {
    /// Few are looked through; a set of them costs more than that.
    private static let fewMax = 16

    private var many: Set<Name> = []

    /// False where one of the members has the name already.
    mutating func insert(_ name: String, beside members: [(String, JSON)]) -> Bool {
        guard members.count >= Self.fewMax else {
            return !members.contains { $0.0.isExactly(name) }
        }
        if many.isEmpty { many = Set(members.map { Name(text: $0.0) }) }
        return many.insert(Name(text: name)).inserted
    }

    private struct Name: Hashable {
        let text: String

        static func == (left: Name, right: Name) -> Bool { left.text.isExactly(right.text) }

        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }
}

extension JSONNumeral {
    /// Whether the bytes are a number, from the first to the last.
    fileprivate static func isWellFormed(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        _ = rest.take("-")
        let whole = rest.takeDigits()
        guard whole == 1 || whole > 1 && bytes[rest.startIndex - whole] != UInt8(ascii: "0")
        else { return false }
        if rest.take("."), rest.takeDigits() == 0 { return false }
        if rest.take("e", "E") {
            _ = rest.take("+", "-")
            if rest.takeDigits() == 0 { return false }
        }
        return rest.isEmpty
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ signs: Unicode.Scalar...) -> Bool {
        guard let first, signs.contains(where: { UInt8(ascii: $0) == first }) else { return false }
        removeFirst()
        return true
    }

    /// How many digits there were.
    fileprivate mutating func takeDigits() -> Int {
        let digits = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        self = self[digits.endIndex...]
        return digits.count
    }
}
