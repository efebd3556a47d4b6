/// Certificates in their textual form (RFC 7468).
enum PEM {
    static let suggestion =
        "write one between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----"

    private static let begin = Array("-----BEGIN CERTIFICATE-----".utf8)
    private static let end = Array("-----END CERTIFICATE-----".utf8)
    /// Whether `bytes` hold at least one block that may be a certificate.
    ///
    /// Looks at the frame and at the base64 (RFC 4648) only; the TLS library decides the rest.
    static func hasCertificate(_ bytes: [UInt8]) -> Bool {
        var block: [UInt8]?
        for line in bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            let line = trimmed(line)
            if line.elementsEqual(begin) {
                block = []
            } else if line.elementsEqual(end) {
                if let block, isCertificate(block) { return true }
                block = nil
            } else {
                block?.append(contentsOf: line)
            }
        }
        return false
    }

    private static func isCertificate(_ base64: [UInt8]) -> Bool {
        let digits = base64.prefix { $0 != UInt8(ascii: "=") }
        let padding = base64[digits.endIndex...]
        guard base64.count % 4 == 0, padding.count <= 2, digits.count >= 4,
            padding.allSatisfy({ $0 == UInt8(ascii: "=") }), digits.allSatisfy(isBase64)
        else { return false }
        // The first byte is in the first digit and the upper third of the second.
        return bits(digits[0]) << 2 | bits(digits[1]) >> 4 == DER.sequenceTag
    }

    private static func isBase64(_ byte: UInt8) -> Bool { bits(byte) < 64 }

    /// The six bits of a digit; 255 for what is none.
    private static func bits(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: 255
        }
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let blank: [UInt8] = [0x20, 0x09]
        var line = line.drop { blank.contains($0) }
        while let last = line.last, blank.contains(last) { line = line.dropLast() }
        return line
    }
}
