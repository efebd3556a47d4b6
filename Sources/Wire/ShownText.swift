extension Unicode.Scalar {
    /// Whether it is shown and does nothing else: terminals obey controls, and others turn a line
    /// around or cannot be seen.
    public var isShown: Bool {
        if value < 0x7f { return value >= 0x20 }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default: true
        }
    }
}

/// Makes what came from the network fit for a terminal.
public enum ShownText {
    /// The text with `\u{1B}` in place of what is not shown.
    public static func of(_ text: String) -> String {
        guard !text.unicodeScalars.allSatisfy(\.isShown) else { return text }
        return text.unicodeScalars.map { scalar in
            scalar.isShown ? String(scalar) : scalar.escaped(asASCII: true)
        }.joined()
    }
}
