/// Certificates in their binary form (X.690).
enum DER {
    /// The tag of a SEQUENCE (X.690 section 8.9), which every certificate is.
    static let sequenceTag: UInt8 = 0x30

    /// Whether `bytes` are one SEQUENCE from the first to the last, and so may be a certificate.
    ///
    /// Looks at the frame only; the TLS library decides the rest.
    static func isSequence(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2, bytes[0] == sequenceTag else { return false }
        // Up to 127 in the first byte; else it says how many bytes the length has (8.1.3).
        guard bytes[1] >= 0x80 else { return bytes.count == 2 + Int(bytes[1]) }
        let digits = bytes.dropFirst(2).prefix(Int(bytes[1] & 0x7f))
        guard (1...4).contains(digits.count), digits.count == Int(bytes[1] & 0x7f) else {
            return false
        }
        return bytes.count == 2 + digits.count + digits.reduce(0) { $0 << 8 | Int($1) }
    }
}
