/// A value of JSON (RFC 8259), for who reads what Sonde says with a program.
///
/// What is written is valid whatever the texts are, stands on one line, and holds nothing that a
/// terminal obeys.
public enum JSON: Sendable, CustomStringConvertible {
    /// `null`: not known.
    case null
    /// `true` or `false`.
    case flag(Bool)
    /// A whole number.
    case integer(Int)
    /// A number; one that is not finite is written as `null`.
    case number(Double)
    /// A text.
    case text(String)
    /// Values in their order.
    case array([JSON])
    /// Members in the order in which they are written; no name may come twice.
    case object([(String, JSON)])

    /// The text, or `null` for nil.
    public init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    /// The value on one line.
    public var description: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .flag(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .number(let number): text += number.isFinite ? "\(number)" : "null"
        case .text(let value): Self.quote(value, to: &text)
        case .array(let values):
            Self.write(values, between: ("[", "]"), to: &text) { value, text in
                value.write(to: &text)
            }
        case .object(let members):
            Self.write(members, between: ("{", "}"), to: &text) { member, text in
                Self.quote(member.0, to: &text)
                text += ":"
                member.1.write(to: &text)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (String, String), to text: inout String,
        _ write: (Element, inout String) -> Void
    ) {
        text += brackets.0
        for (position, element) in elements.enumerated() {
            if position > 0 { text += "," }
            write(element, &text)
        }
        text += brackets.1
    }

    /// A text between quotes (RFC 8259 section 7), with escapes also for what is not shown.
    static func quoted(_ value: String) -> String {
        var text = ""
        quote(value, to: &text)
        return text
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where scalar.isShown: text.unicodeScalars.append(scalar)
            // Beyond 16 bits a pair of surrogates stands for it.
            default: UTF16.encode(scalar)?.forEach { text += escape($0) }
            }
        }
        text += "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
