/// A chunk that is written where it will be sent from (RFC 9112 section 7.1).
///
/// The size stands before the bytes and is known after them, so room is left for eight digits;
/// zeros in front are allowed. No byte of the body is copied for its frame.
public struct HTTPChunk: Sendable {
    private let start: Int
    private static let digits = 8
    private static let headerBytes = digits + 2

    /// Begins a chunk at the end of `buffer`; its bytes are to be appended.
    public init(beginningIn buffer: inout [UInt8]) {
        start = buffer.count
        buffer += "00000000\r\n".utf8
    }

    /// Ends the chunk; one without bytes is taken away, because it would be the last.
    public func finish(in buffer: inout [UInt8]) {
        precondition(buffer.count >= start + Self.headerBytes, "a chunk is only appended to")
        var size = buffer.count - start - Self.headerBytes
        precondition(size <= 0xffff_ffff, "a chunk has fewer than 4 GiB")
        guard size > 0 else {
            buffer.removeSubrange(start...)
            return
        }
        for position in (start..<start + Self.digits).reversed() where size > 0 {
            let digit = UInt8(truncatingIfNeeded: size & 0xf)
            buffer[position] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
            size >>= 4
        }
        buffer += "\r\n".utf8
    }

    /// Appends the last chunk, which is empty, and no trailers.
    public static func appendLast(to buffer: inout [UInt8]) {
        buffer += "0\r\n\r\n".utf8
    }
}
