/// Bytes as pairs of hexadecimal digits: `00 ff`, `00ff`.
enum HexadecimalText {
    static let suggestion = "write two hexadecimal digits for each byte, such as 00 ff"

    static func parse(_ text: String, bytesMax: Int) throws(Mistake) -> [UInt8] {
        var bytes: [UInt8] = []
        var high: (digit: UInt8, place: Int)?
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if let digit = digit(scalar) {
                if let first = high {
                    bytes.append(first.digit << 4 | digit)
                    high = nil
                } else {
                    high = (digit, index + 1)
                }
            } else if !isSpace(scalar) {
                throw Mistake(
                    "character \(index + 1) is \(Excerpt.of(String(scalar))), which is no "
                        + "hexadecimal digit", suggestion)
            } else if let high {
                throw lone(high.place)
            }
        }
        if let high { throw lone(high.place) }
        guard !bytes.isEmpty else { throw Mistake("there are no digits", suggestion) }
        guard bytes.count <= bytesMax else {
            throw Mistake("there are \(bytes.count) bytes", "write at most \(bytesMax)")
        }
        return bytes
    }

    private static func lone(_ place: Int) -> Mistake {
        Mistake("the digit at character \(place) stands alone", suggestion)
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.isASCII else { return nil }
        return Character(scalar).hexDigitValue.map { UInt8($0) }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
