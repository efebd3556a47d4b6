/// The lines of a file, as YAML counts them.
struct LineWidths {
    let isUTF8: Bool
    /// Unicode scalars of each line; YAML 1.1 section 5.4 also ends a line at NEL, LS and PS.
    private var widths = [0]

    init(_ bytes: [UInt8]) {
        isUTF8 = String(validating: bytes, as: UTF8.self) != nil
        var previous: Unicode.Scalar?
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": widths.append(0)
            default: widths[widths.count - 1] += 1
            }
            previous = scalar
        }
    }

    /// Whether a character stands there, or the end of a line.
    func contains(line: Int, column: Int) -> Bool {
        (1...widths.count).contains(line) && (1...(widths[line - 1] + 1)).contains(column)
    }
}
