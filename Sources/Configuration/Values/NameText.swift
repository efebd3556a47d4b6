/// The name of a gateway, server or probe.
enum NameText {
    static let suggestion = "write 1 to 100 characters without /"

    static func check(_ text: String, scalarsMax: Int) throws(Mistake) {
        guard !text.isEmpty else { throw Mistake("the name is empty", suggestion) }
        guard text.unicodeScalars.count <= scalarsMax else {
            throw Mistake(
                "the name has \(text.unicodeScalars.count) characters",
                "write at most \(scalarsMax)")
        }
        // The name stands between slashes in the addresses of pages.
        guard !text.utf8.contains(UInt8(ascii: "/")) else {
            throw Mistake("the name \(Excerpt.quoted(text)) has a /", "write another character")
        }
        guard !text.unicodeScalars.contains(where: isControl) else {
            throw Mistake(
                "the name \(Excerpt.quoted(text)) has a control character", "leave it out")
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        // Nearly every name is ASCII, whose control characters are known without a table.
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
