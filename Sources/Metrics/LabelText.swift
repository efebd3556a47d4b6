/// Labels as bytes of the exposition.
enum LabelText {
    /// Appends `,name="value"` for each label.
    static func append(_ labels: [LabelPair], to bytes: inout [UInt8]) {
        for label in labels {
            precondition(isLegal(name: label.name), "\(label.name) is no name for a label")
            bytes.append(UInt8(ascii: ","))
            bytes += label.name.utf8
            bytes.append(UInt8(ascii: "="))
            bytes.append(UInt8(ascii: "\""))
            bytes.appendEscaped(label.value, quotes: true)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// Prometheus data model: `[a-zA-Z_][a-zA-Z0-9_]*`.
    static func isLegal(name: String) -> Bool {
        var isFirst = true
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"):
                isFirst = false
            case UInt8(ascii: "0")...UInt8(ascii: "9") where !isFirst: break
            default: return false
            }
        }
        return !isFirst
    }
}

extension [UInt8] {
    /// Appends text with the escapes of the text format: backslash, newline and, in values, quotes.
    mutating func appendEscaped(_ text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): self += [byte, byte]
            case UInt8(ascii: "\n"): self += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case UInt8(ascii: "\"") where quotes: self += [UInt8(ascii: "\\"), byte]
            default: append(byte)
            }
        }
    }
}
