import Wire

/// Texts in a page.
public enum HTMLText {
    /// A text of others as it stands between tags and in attributes; what would not be seen, or
    /// would turn the direction of writing, is written out.
    public static func shown(_ text: String) -> String { escaped(ShownText.of(text)) }

    /// A text of others as the value of a field, which comes back as it was: what is not shown is
    /// named by its number, but for controls, which no name has and HTML does not keep.
    static func value(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            if let reference = reference(scalar) { return reference }
            if scalar.isShown { return String(scalar) }
            guard scalar.properties.generalCategory != .control else {
                return scalar.escaped(asASCII: true)
            }
            return "&#x\(String(scalar.value, radix: 16));"
        }.joined()
    }

    /// A text as it stands between tags and in attributes.
    public static func escaped(_ text: String) -> String {
        // Most texts have nothing of the kind.
        guard text.unicodeScalars.contains(where: { reference($0) != nil }) else { return text }
        return text.unicodeScalars.reduce(into: "") { escaped, scalar in
            if let reference = reference(scalar) {
                escaped += reference
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
    }

    /// What stands for a character that means something to HTML.
    private static func reference(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: nil
        }
    }
}
