/// What a named group has captured, as it is exposed.
public struct Captured: Equatable, Sendable {
    /// Name of the group.
    public var name: String
    /// What it is exposed as.
    public var content: Content

    /// A text for a label, or a number.
    public enum Content: Equatable, Sendable {
        /// At most ``ConversationLimits/capturedBytesMax`` bytes, without control characters.
        case text(String)
        /// A finite number.
        case number(Double)

        /// The content for people.
        public var words: String {
            switch self {
            case .text(let text): text
            case .number(let number): "\(number)"
            }
        }

        /// How it is exposed.
        var use: Capture.Use {
            switch self {
            case .text: .label
            case .number: .value
            }
        }
    }

    /// The group `name` with that content.
    public init(name: String, content: Content) {
        self.name = name
        self.content = content
    }
}

extension [Captured] {
    /// Of each name what was captured last, in the order in which that was.
    public var latest: [Captured] {
        reduce(into: []) { latest, captured in
            latest.removeAll { $0.name == captured.name }
            latest.append(captured)
        }
    }
}

/// Makes text that people and Prometheus may read of bytes that came from the network.
enum CleanText {
    /// Repairs UTF-8, makes one space of control characters, cuts between characters, trims spaces.
    static func of(_ bytes: some Sequence<UInt8>, bytesMax: Int) -> String {
        // No more than four bytes of input make one of the characters that are kept.
        let decoded = String(decoding: Array(bytes.prefix(4 * bytesMax)), as: UTF8.self)
        var text = ""
        for scalar in decoded.unicodeScalars {
            let scalar = isControl(scalar) ? " " : scalar
            if scalar == " ", text.unicodeScalars.last == " " { continue }
            guard text.utf8.count + UTF8.width(scalar) <= bytesMax else { break }
            text.unicodeScalars.append(scalar)
        }
        return trimmed(text)
    }

    /// C0, DEL and C1, line and paragraph separators, and what turns the direction of writing.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x2028...0x202e, 0x2066...0x2069, 0x200e, 0x200f, 0xfeff: true
        default: false
        }
    }

    /// The number that the bytes are as a whole, white space around it apart.
    ///
    /// Nothing else may be left out: a number without one of its digits is another number.
    static func number(_ bytes: [UInt8]) -> Double? {
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
        let digits = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        // `Double` takes a NUL for the end of the text.
        guard digits.count <= ConversationLimits.capturedBytesMax, !digits.contains(0)
        else { return nil }
        return Double(String(decoding: digits, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    /// The beginning of some bytes in quotes, what cannot be printed escaped as in C.
    static func excerpt(_ bytes: some Collection<UInt8>) -> String {
        let shown = bytes.prefix(ConversationLimits.excerptBytesMax)
        return "\"" + shown.map(escaped).joined() + (shown.count < bytes.count ? "…\"" : "\"")
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\r"): return "\\r"
        case UInt8(ascii: "\n"): return "\\n"
        case UInt8(ascii: "\t"): return "\\t"
        case UInt8(ascii: "\""): return "\\\""
        case UInt8(ascii: "\\"): return "\\\\"
        case 0x20..<0x7f: return String(UnicodeScalar(byte))
        default:
            let digits = String(byte, radix: 16)
            return "\\x" + (digits.count < 2 ? "0" : "") + digits
        }
    }
}
