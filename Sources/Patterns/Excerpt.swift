/// A piece of an expression as a message may show it: on one line, and not too long.
enum Excerpt {
    static func of(_ text: String) -> String {
        var shown = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            guard count < PatternLimits.excerptScalarsMax else { return shown + "…" }
            shown += escaped(scalar)
        }
        return shown
    }

    /// A backslash stays as it is: the reader knows it from the expression.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
            .surrogate:
            return scalar.escaped(asASCII: true)
        default:
            return String(scalar)
        }
    }
}
