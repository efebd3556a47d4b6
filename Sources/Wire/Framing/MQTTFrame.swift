/// A control packet of MQTT (3.1.1 section 2.2, 5.0 section 2.1).
enum MQTTFrame {
    static func end(of bytes: Span<UInt8>) -> FrameEnd {
        guard !bytes.isEmpty else { return .needsMore }
        guard mayBegin(bytes[0]) else {
            return .unexpected(bytes[0], "where the type of a packet should stand")
        }
        var length = 0
        for index in 1..<min(1 + lengthBytesMax, bytes.count) {
            // Seven bits a byte, the least significant first (3.1.1 section 2.2.3).
            length |= Int(bytes[index] & 0x7f) << (7 * (index - 1))
            let byteCount = 1 + index + length
            if byteCount > FramingLimits.frameBytesMax { return .tooLong }
            if bytes[index] & 0x80 == 0 { return .announced(byteCount, of: bytes) }
        }
        guard bytes.count > lengthBytesMax else { return .needsMore }
        return .malformed("a length of more than \(lengthBytesMax) bytes")
    }

    /// Whether the type exists and has its flags, which are fixed but for PUBLISH (section 2.2.2).
    private static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte >> 4 {
        case 0: false
        case 3: true
        case 6, 8, 10: byte & 0xf == 2
        default: byte & 0xf == 0
        }
    }

    private static let lengthBytesMax = 4
}
