/// A piece of a file as a message may show it: on one line, and not too long.
enum Excerpt {
    private static let scalarsMax = 60

    /// Without quotes where the text can be told from the sentence around it, else with them.
    static func of(_ text: String) -> String {
        let isBare = text.utf8.count <= scalarsMax && text.utf8.allSatisfy(isBare)
        return isBare && text.utf8.contains(where: isLetterOrDigit) ? text : quoted(text)
    }

    /// Between quotes, with escapes for what would break the line.
    static func quoted(_ text: String) -> String {
        var shown = "\""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            guard count < scalarsMax else {
                shown += "…"
                break
            }
            shown += escaped(scalar)
        }
        return shown + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            return scalar.escaped(asASCII: true)
        default:
            return scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
        }
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "._+-/%".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            false
        }
    }
}
