/// A frame of AMQP 0-9-1 (section 4.2.3).
enum AMQPFrame {
    static func end(of bytes: Span<UInt8>) -> FrameEnd {
        guard !bytes.isEmpty else { return .needsMore }
        guard types.contains(bytes[0]) else {
            // A broker that wants another version sends the header of its own (section 4.2.2).
            return bytes[0] == UInt8(ascii: "A")
                ? .malformed("the header of another version of AMQP")
                : .unexpected(bytes[0], "where the type of a frame should stand")
        }
        guard bytes.count >= headerBytes else { return .needsMore }
        let size = (3..<headerBytes).reduce(0) { $0 << 8 | Int(bytes[$1]) }
        let end = FrameEnd.announced(headerBytes + size + 1, of: bytes)
        guard case .at(let next) = end else { return end }
        let last = bytes[next - 1]
        return last == frameEnd ? end : .unexpected(last, "where a frame should end with 0xce")
    }

    /// Method, header, body and heartbeat, which is 4 in the text and 8 in the tables.
    private static let types: [UInt8] = [1, 2, 3, 4, 8]
    private static let headerBytes = 7
    private static let frameEnd: UInt8 = 0xce
}
