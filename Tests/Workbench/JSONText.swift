/// A value of JSON (RFC 8259), read without any code of the program that writes it.
package enum JSONText: Equatable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case array([JSONText])
    case object([String: JSONText])

    package struct Malformed: Error {
        package let offset: Int
        package let text: String
    }

    package init(_ text: String) throws {
        var reader = JSONReader(text)
        self = try reader.value()
        try reader.end()
    }

    package subscript(name: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The text that it is, or the number as text.
    package var text: String? {
        switch self {
        case .text(let text): text
        case .number(let number): "\(number)"
        case .null, .flag, .array, .object: nil
        }
    }

    package var number: Double? {
        if case .number(let number) = self { return number }
        return nil
    }

    package var elements: [JSONText] {
        if case .array(let elements) = self { return elements }
        return []
    }

    package var members: [String: JSONText] {
        if case .object(let members) = self { return members }
        return [:]
    }
}

/// Reads strictly from the beginning; a member that is there twice is a mistake.
private struct JSONReader {
    private let text: String
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private var mistake: JSONText.Malformed { .init(offset: place, text: text) }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { place += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipBlanks()
        guard let byte = next, byte == character.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func need(_ character: Character) throws {
        guard take(character) else { throw mistake }
    }

    mutating func end() throws {
        skipBlanks()
        guard next == nil else { throw mistake }
    }

    mutating func value() throws -> JSONText {
        if take("{") { return .object(try members()) }
        if take("[") { return .array(try elements()) }
        if take("\"") { return .text(try string()) }
        let start = place
        while let byte = next, !Array(" \t\r\n,]}".utf8).contains(byte) { place += 1 }
        switch String(decoding: bytes[start..<place], as: UTF8.self) {
        case "null": return .null
        case "true": return .flag(true)
        case "false": return .flag(false)
        case let word:
            guard let number = Double(word), number.isFinite else { throw mistake }
            return .number(number)
        }
    }

    private mutating func members() throws -> [String: JSONText] {
        var members: [String: JSONText] = [:]
        if take("}") { return members }
        repeat {
            try need("\"")
            let name = try string()
            try need(":")
            guard members.updateValue(try value(), forKey: name) == nil else { throw mistake }
        } while take(",")
        try need("}")
        return members
    }

    private mutating func elements() throws -> [JSONText] {
        var elements: [JSONText] = []
        if take("]") { return elements }
        repeat { elements.append(try value()) } while take(",")
        try need("]")
        return elements
    }

    /// What follows the quotation mark.
    private mutating func string() throws -> String {
        var units: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else { throw mistake }
                return text
            case UInt8(ascii: "\\"): units += Array(String(try escaped()).utf8)
            case ..<0x20: throw mistake
            default: units.append(byte)
            }
        }
        throw mistake
    }

    private mutating func escaped() throws -> Character {
        let plain: [UInt8: Character] = [
            0x22: "\"", 0x5c: "\\", 0x2f: "/", 0x62: "\u{8}", 0x66: "\u{c}", 0x6e: "\n", 0x72: "\r",
            0x74: "\t",
        ]
        guard let byte = next else { throw mistake }
        place += 1
        if let character = plain[byte] { return character }
        guard byte == UInt8(ascii: "u") else { throw mistake }
        let unit = try codeUnit()
        var scalar = Unicode.Scalar(unit)
        if (0xd800..<0xdc00).contains(unit) {
            // The first half of what stands beyond 16 bits; the other must follow.
            guard bytes[place...].starts(with: Array("\\u".utf8)) else { throw mistake }
            place += 2
            let low = try codeUnit()
            guard (0xdc00..<0xe000).contains(low) else { throw mistake }
            scalar = Unicode.Scalar(0x1_0000 + (unit - 0xd800) << 10 + (low - 0xdc00))
        }
        guard let scalar else { throw mistake }
        return Character(scalar)
    }

    private mutating func codeUnit() throws -> UInt32 {
        let digits = String(decoding: bytes[place...].prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
            let unit = UInt32(digits, radix: 16)
        else { throw mistake }
        place += 4
        return unit
    }
}
