// Texts, section 7.
extension JSONReader {
    /// The text whose quotation mark comes next.
    mutating func string() throws(JSONFault) -> String {
        offset += 1
        var text = ""
        while true {
            let start = offset
            while offset < bytes.count, bytes[offset] >= 0x20, bytes[offset] != UInt8(ascii: "\""),
                bytes[offset] != UInt8(ascii: "\\")
            { offset += 1 }
            text += try plain(start..<offset)
            guard offset < bytes.count else { throw .endsEarly }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return text
            case UInt8(ascii: "\\"): text.unicodeScalars.append(try escaped())
            default: throw .controlCharacter
            }
        }
    }

    /// Bytes that stand for themselves.
    private mutating func plain(_ range: Range<Int>) throws(JSONFault) -> String {
        if let text = String(validating: bytes[range], as: UTF8.self) { return text }
        offset = firstInvalidByte(in: range) ?? range.lowerBound
        throw .invalidUTF8
    }

    /// Where the first byte stands that is no part of a character.
    func firstInvalidByte(in range: Range<Int>) -> Int? {
        var iterator = bytes[range].makeIterator()
        var parser = UTF8.ForwardParser()
        var offset = range.lowerBound
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let units): offset += units.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }

    /// The character that a backslash and what follows it stand for.
    private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
        guard offset + 1 < bytes.count else {
            offset = bytes.count
            throw .endsEarly
        }
        let scalar: Unicode.Scalar
        switch bytes[offset + 1] {
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{c}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        case UInt8(ascii: "u"): return try numbered()
        default: throw .malformedEscape
        }
        offset += 2
        return scalar
    }

    /// `\u0041`, or a pair of them for what is beyond 16 bits.
    private mutating func numbered() throws(JSONFault) -> Unicode.Scalar {
        let start = offset
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // Half a pair is told at its own place, not at that of what follows.
        let follower = bytes[offset...].prefix(2)
        guard UTF16.isLeadSurrogate(unit), "\\u".utf8.starts(with: follower) else {
            offset = start
            throw .loneSurrogate
        }
        guard follower.count == 2 else {
            offset = bytes.count
            throw .endsEarly
        }
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(trail) else {
            offset = start
            throw .loneSurrogate
        }
        let beyond = UInt32(unit & 0x3ff) << 10 | UInt32(trail & 0x3ff)
        // Such a pair always stands for a character (RFC 2781 section 2.2).
        return Unicode.Scalar(0x1_0000 + beyond) ?? "\u{fffd}"
    }

    /// The four digits behind the `\u` that comes next.
    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        var unit: UInt16 = 0
        for place in offset + 2..<offset + 6 {
            guard place < bytes.count else {
                offset = bytes.count
                throw .endsEarly
            }
            switch bytes[place] {
            case let digit where (0x30...0x39).contains(digit):
                unit = unit << 4 | UInt16(digit - 0x30)
            // a to f, in either case.
            case let digit where (0x61...0x66).contains(digit | 0x20):
                unit = unit << 4 | UInt16((digit | 0x20) - 0x57)
            default: throw .malformedEscape
            }
        }
        offset += 6
        return unit
    }
}
