/// Texts as our configuration has them.
enum YAMLText {
    /// A value: as it is where nobody takes it for something else, or between double quotes.
    static func value(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// Between double quotes, in which only our own placeholders mean anything.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        // A variable of the environment is meant by nobody.
        for scalar in text.replacing("${env.", with: "$${env.").unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\"": quoted += "\\\""
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted += isShown(scalar) ? String(scalar) : escape(scalar)
            }
        }
        return quoted + "\""
    }

    /// A list on one line.
    static func list(_ texts: [String]) -> String {
        "[\(texts.map(value).joined(separator: ", "))]"
    }

    /// Labels on one line; their values are always between quotes, since numbers are none.
    static func labels(_ labels: [(name: String, value: String)]) -> String {
        "{\(labels.map { "\($0.name): \(quoted($0.value))" }.joined(separator: ", "))}"
    }

    /// A foreign text in a comment: on one line, and not too long.
    static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let start = String(
            String.UnicodeScalarView(scalars.prefix(ImportingLimits.shownScalarsMax)))
        let line = quoted(start).dropFirst().dropLast()
        return scalars.count > ImportingLimits.shownScalarsMax ? "\(line)…" : String(line)
    }

    /// A line of a comment: nothing in it ends the line, or is unseen.
    static func comment(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            line += isShown(scalar) ? String(scalar) : scalar.escaped(asASCII: true)
        }
        return line
    }

    /// A name that servers and probes may have.
    static func name(_ text: String) -> String {
        var name = ""
        for scalar in text.unicodeScalars.prefix(ImportingLimits.nameScalarsMax) {
            name.unicodeScalars.append(scalar == "/" || !isShown(scalar) ? "-" : scalar)
        }
        return name.isEmpty ? "-" : name
    }

    private static let words: Set<String> = [
        "true", "false", "yes", "no", "on", "off", "null", "y", "n",
    ]

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.allSatisfy(isWord) else { return false }
        let isLetter = first | 0x20 >= UInt8(ascii: "a") && first | 0x20 <= UInt8(ascii: "z")
        let hasLetter = text.utf8.contains { $0 | 0x20 >= 0x67 && $0 | 0x20 <= 0x7a }
        return (isLetter || first == UInt8(ascii: "/") || first.isDigit && hasLetter)
            && !words.contains(text.lowercased())
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: byte.isDigit || "._/-".utf8.contains(byte)
        }
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            false
        default: true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 8 - digits.count)
        return "\\U\(zeros)\(digits)"
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
