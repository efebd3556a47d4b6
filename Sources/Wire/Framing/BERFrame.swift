/// A SEQUENCE of BER (X.690 section 8.1) as RFC 4511 section 5.1 allows it: of definite length.
enum BERFrame {
    static func end(of bytes: Span<UInt8>) -> FrameEnd {
        guard !bytes.isEmpty else { return .needsMore }
        guard bytes[0] == sequence else {
            return .unexpected(bytes[0], "where a SEQUENCE (0x30) should begin")
        }
        guard bytes.count > 1 else { return .needsMore }
        switch bytes[1] {
        case 0..<0x80: return .announced(2 + Int(bytes[1]), of: bytes)
        case 0x80: return .malformed("a SEQUENCE of indefinite length")
        case 0xff: return .unexpected(0xff, "where a length should stand")
        default: return longForm(of: bytes, lengthBytes: Int(bytes[1] & 0x7f))
        }
    }

    /// X.690 section 8.1.3.5: so many bytes hold the length, and zeros may come first.
    private static func longForm(of bytes: Span<UInt8>, lengthBytes: Int) -> FrameEnd {
        var length = 0
        for index in 2..<min(2 + lengthBytes, bytes.count) {
            length = length << 8 | Int(bytes[index])
            // Further bytes only make it larger, so that it cannot overflow.
            if 2 + lengthBytes + length > FramingLimits.frameBytesMax { return .tooLong }
        }
        guard bytes.count >= 2 + lengthBytes else { return .needsMore }
        return .announced(2 + lengthBytes + length, of: bytes)
    }

    private static let sequence: UInt8 = 0x30
}
