/// A frame of AMQP 0-9-1 (section 4.2.3), or a protocol header, which is all that a broker says
/// that wants another version (section 4.2.2; AMQP 1.0 section 2.2).
enum AMQPFrame {
    static func end(of bytes: Span<UInt8>) -> FrameEnd {
        guard !bytes.isEmpty else { return .needsMore }
        if bytes[0] == protocolName[0] { return headerEnd(of: bytes) }
        guard types.contains(bytes[0]) else {
            return .unexpected(bytes[0], "where the type of a frame should stand")
        }
        guard bytes.count >= headerBytes else { return .needsMore }
        let size = (3..<headerBytes).reduce(0) { $0 << 8 | Int(bytes[$1]) }
        let end = FrameEnd.announced(headerBytes + size + 1, of: bytes)
        guard case .at(let next) = end else { return end }
        let last = bytes[next - 1]
        return last == frameEnd ? end : .unexpected(last, "where a frame should end with 0xce")
    }

    private static func headerEnd(of bytes: Span<UInt8>) -> FrameEnd {
        for index in 0..<min(protocolName.count, bytes.count)
        where bytes[index] != protocolName[index] {
            return .unexpected(bytes[index], "where \"AMQP\" should stand")
        }
        return .announced(protocolHeaderBytes, of: bytes)
    }

    private static let protocolName = Array("AMQP".utf8)
    private static let protocolHeaderBytes = 8
    /// Method, header, body and heartbeat, which is 4 in the text and 8 in the tables.
    private static let types: [UInt8] = [1, 2, 3, 4, 8]
    private static let headerBytes = 7
    private static let frameEnd: UInt8 = 0xce
}
