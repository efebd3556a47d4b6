/// A public key that is pinned: base64 (RFC 7469 section 2.4) or hexadecimal digits.
enum PinText {
    static let suggestion =
        "write its SHA-256 as 44 characters of base64, such as sha256/…=, or as 64 hexadecimal "
        + "digits"

    /// The digest in lower-case hexadecimal.
    static func parse(_ text: String) throws(Mistake) -> String {
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: prefix) {
            bytes = bytes.dropFirst(prefix.count)
            // curl writes sha256//; a base64 digit may be a slash too, so that the length decides.
            if bytes.count == base64Count + 1, bytes.first == UInt8(ascii: "/") {
                bytes = bytes.dropFirst()
            }
        }
        guard let digest = digest(base64: bytes) ?? digest(hexadecimal: Array(text.utf8)) else {
            throw Mistake("\(Excerpt.of(text)) is no SHA-256 of a public key", suggestion)
        }
        return digest
    }

    private static let prefix = Array("sha256/".utf8)
    private static let base64Count = 44
    private static let digitCount = 64

    /// 43 digits and one `=`; the last two bits of the digits belong to no byte.
    private static func digest(base64 text: ArraySlice<UInt8>) -> String? {
        guard text.count == base64Count, text.last == UInt8(ascii: "=") else { return nil }
        var hexadecimal = ""
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in text.dropLast() {
            let digit = PEM.bits(byte)
            guard digit < 64 else { return nil }
            bits = bits << 6 | UInt32(digit)
            bitCount += 6
            while bitCount >= 4 {
                bitCount -= 4
                hexadecimal += String(bits >> bitCount & 15, radix: 16)
            }
            bits &= 1 << bitCount - 1
        }
        return bits == 0 ? String(hexadecimal.prefix(digitCount)) : nil
    }

    /// Pairs of digits, with a colon between all of them or none.
    private static func digest(hexadecimal text: [UInt8]) -> String? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let digits = parts.joined()
        guard digits.count == digitCount,
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { return nil }
        return String(decoding: digits, as: UTF8.self).lowercased()
    }
}
