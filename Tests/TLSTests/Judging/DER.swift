/// ASN.1 in DER (ITU-T X.690), written by hand.
///
/// What makes the certificates of these tests shares no code with what reads them.
enum DER {
    static let null: [UInt8] = [5, 0]
    static let yes: [UInt8] = [1, 1, 0xff]

    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 128 else { return [UInt8(count)] }
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
        let significant = bytes.drop { $0 == 0 }
        return [0x80 | UInt8(significant.count)] + significant
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, Array(parts.joined())) }

    static func sequence(of parts: [[UInt8]]) -> [UInt8] { element(0x30, Array(parts.joined())) }

    static func set(_ part: [UInt8]) -> [UInt8] { element(0x31, part) }

    /// An INTEGER of these bytes, whose first bit is the sign.
    static func integer(_ bytes: [UInt8]) -> [UInt8] { element(2, bytes) }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { element(4, bytes) }

    static func bits(_ bytes: [UInt8], unused: Int = 0) -> [UInt8] {
        element(3, [UInt8(unused)] + bytes)
    }

    static func text(_ text: String) -> [UInt8] { element(0x0c, Array(text.utf8)) }

    /// UTCTime `YYMMDDHHMMSSZ`, or GeneralizedTime where the year has four digits.
    static func time(_ text: String) -> [UInt8] {
        element(text.utf8.count > 13 ? 0x18 : 0x17, Array(text.utf8))
    }

    /// An OBJECT IDENTIFIER as it is written: `2.5.4.3`.
    static func identifier(_ text: String) -> [UInt8] {
        let numbers = text.split(separator: ".").compactMap { Int($0) }
        let arcs = [numbers[0] * 40 + numbers[1]] + numbers[2...]
        return element(6, arcs.flatMap(base128))
    }

    private static func base128(_ number: Int) -> [UInt8] {
        var bytes = [UInt8(number & 0x7f)]
        var rest = number >> 7
        while rest > 0 {
            bytes.insert(0x80 | UInt8(rest & 0x7f), at: 0)
            rest >>= 7
        }
        return bytes
    }
}
