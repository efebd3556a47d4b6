/// Text from a certificate, made fit to be shown: its author may be anybody.
enum BoundedText {
    /// `bytes` as UTF-8, repaired, without control characters, at most `limit` bytes long.
    static func make(of bytes: UnsafeRawBufferPointer, limit: Int) -> String {
        let kept = unsafe UnsafeRawBufferPointer(rebasing: bytes.prefix(limit))
        let isPlain = unsafe kept.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
        let text = unsafe String(decoding: kept, as: UTF8.self)
        return isPlain ? text : cleaned(text, limit: limit)
    }

    /// A repair makes text longer, so that it is bounded once more.
    private static func cleaned(_ text: String, limit: Int) -> String {
        var result = ""
        var byteCount = 0
        for scalar in text.unicodeScalars {
            let shown = isControl(scalar) ? "\u{fffd}" : scalar
            byteCount += UTF8.width(shown)
            guard byteCount <= limit else { break }
            result.unicodeScalars.append(shown)
        }
        return result
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
