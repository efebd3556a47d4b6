/// A value of JSON (RFC 8259): what Sonde says to programs, and what it reads of them.
///
/// What is written is valid whatever the texts are, stands on one line, and holds nothing that a
/// terminal obeys.
public enum JSON: Sendable, CustomStringConvertible {
    /// `null`: not known.
    case null
    /// `true` or `false`.
    case flag(Bool)
    /// A number.
    case numeral(JSONNumeral)
    /// A text.
    case text(String)
    /// Values in their order.
    case array([JSON])
    /// Members in their order; no name may come twice.
    case object([(String, JSON)])

    /// The text, or `null` for nil.
    public init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    /// A whole number.
    public static func integer(_ number: Int) -> JSON {
        .numeral(JSONNumeral(text: String(number)))
    }

    /// A number; `null` where it is not finite.
    public static func number(_ number: Double) -> JSON {
        number.isFinite ? .numeral(JSONNumeral(text: "\(number)")) : .null
    }

    /// The member of that name; nil where there is none, or this is no object.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0.isExactly(name) }?.1
    }
}

// Writing.
extension JSON {
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
        case .numeral(let numeral): text += numeral.text
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
    public static func quoted(_ value: String) -> String {
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

extension JSON: Equatable {
    /// Whether they have the same digits, the same characters, and members in the same order.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.flag(let left), .flag(let right)): left == right
        case (.numeral(let left), .numeral(let right)): left == right
        case (.text(let left), .text(let right)): left.isExactly(right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)):
            left.elementsEqual(right) { $0.0.isExactly($1.0) && $0.1 == $1.1 }
        case (.null, _), (.flag, _), (.numeral, _), (.text, _), (.array, _), (.object, _): false
        }
    }
}

extension String {
    /// Whether it has the same code units (RFC 8259 section 8.3): `==` takes characters for equal
    /// that only mean the same.
    func isExactly(_ other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
