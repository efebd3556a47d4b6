/// How a protocol says where one of its messages ends.
///
/// Nothing is decoded but that. The verdict depends on the bytes only: it is the same for every
/// longer piece of the same stream, once it is another than ``FrameEnd/needsMore``.
public enum Framing: Hashable, Sendable {
    /// Up to and with the next LF, whatever stands before it.
    case line
    /// A field of fixed width says how long it is.
    case length(LengthField)
    /// An LDAPMessage: the SEQUENCE of BER with a definite length (RFC 4511 section 5.1).
    case ber
    /// A control packet of MQTT (3.1.1 section 2.2): a type, then a length of one to four bytes.
    case mqtt
    /// A frame of AMQP 0-9-1 (section 4.2.3): type, channel, size, payload and the octet 0xCE; or
    /// the eight bytes of the protocol header with which a broker asks for another version.
    case amqp

    /// Where the frame that begins with the first of `bytes` ends.
    public func end(of bytes: Span<UInt8>) -> FrameEnd {
        switch self {
        case .line: LineFrame.end(of: bytes)
        case .length(let field): field.end(of: bytes)
        case .ber: BERFrame.end(of: bytes)
        case .mqtt: MQTTFrame.end(of: bytes)
        case .amqp: AMQPFrame.end(of: bytes)
        }
    }
}

/// Where a frame ends, as far as what has arrived tells.
public enum FrameEnd: Hashable, Sendable {
    /// It has begun well and is not yet there as a whole.
    case needsMore
    /// Before this offset, counted from the frame's first byte; whatever follows is the next one's.
    case at(Int)
    /// No further byte makes it a frame; the words say what stands there instead.
    case malformed(String)
}

/// How much a frame may hold.
public enum FramingLimits {
    /// Bytes of a frame with its header; one that announces more is malformed at once.
    public static let frameBytesMax = 65_536
}

extension FrameEnd {
    /// The end of a frame that announces `byteCount` bytes, header included.
    static func announced(_ byteCount: Int, of bytes: Span<UInt8>) -> FrameEnd {
        if byteCount > FramingLimits.frameBytesMax { return .tooLong }
        return byteCount <= bytes.count ? .at(byteCount) : .needsMore
    }

    static let tooLong = FrameEnd.malformed(
        "a frame of more than \(FramingLimits.frameBytesMax) bytes")

    /// A byte that cannot stand where it stands.
    static func unexpected(_ byte: UInt8, _ words: String) -> FrameEnd {
        .malformed("byte \(hexadecimal(byte)) \(words)")
    }

    static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 0x10 ? "0x0" : "0x") + String(byte, radix: 16)
    }
}
