/// A number of fixed width in the header of a frame, from which the length of the frame follows.
///
/// A frame may consist of fragments, each with such a header: then a bit of the number says which
/// is the last.
public struct LengthField: Hashable, Sendable {
    /// Which byte of a number of several bytes comes first.
    public enum ByteOrder: Hashable, Sendable {
        /// The most significant one.
        case bigEndian
        /// The least significant one.
        case littleEndian
    }

    /// Bytes before the field.
    public let offset: Int
    /// Bytes of the field.
    public let width: Int
    /// How its bytes make a number.
    public let order: ByteOrder
    /// Bytes of the frame that the number does not count.
    public let uncountedBytes: Int
    /// What every frame begins with; empty where nothing is fixed.
    public let prefix: [UInt8]
    /// Bytes of the shortest frame.
    public let frameBytesMin: Int
    /// The bit of the number that is set in the last fragment; zero where a frame is never divided.
    public let lastFragmentBit: UInt32

    /// A field of 1 to 4 bytes after `offset` others.
    ///
    /// Without `frameBytesMin` the header alone is the shortest frame.
    public init(
        after offset: Int, width: Int, _ order: ByteOrder, uncountedBytes: Int,
        prefix: [UInt8] = [], frameBytesMin: Int = 0, lastFragmentBit: UInt32 = 0
    ) {
        precondition((0...1024).contains(offset), "a length stands near the beginning")
        precondition((1...4).contains(width), "a length has one to four bytes")
        precondition((0...1024).contains(uncountedBytes), "what is not counted is a header")
        precondition(prefix.count <= offset, "what a frame begins with stands before its length")
        self.offset = offset
        self.width = width
        self.order = order
        self.uncountedBytes = uncountedBytes
        self.prefix = prefix
        self.frameBytesMin = max(frameBytesMin, offset + width)
        self.lastFragmentBit = lastFragmentBit
    }
}

extension LengthField {
    func end(of bytes: Span<UInt8>) -> FrameEnd {
        var fragmentStart = 0
        while true {
            if let refusal = refusal(of: bytes, from: fragmentStart) { return refusal }
            guard bytes.count - fragmentStart >= offset + width else { return .needsMore }
            let field = number(in: bytes, at: fragmentStart + offset)
            // At most 32 bits and two small numbers: no sum of them overflows.
            let fragmentBytes = Int(field & ~lastFragmentBit) + uncountedBytes
            guard fragmentBytes >= frameBytesMin else {
                return .malformed(
                    "a frame of \(fragmentBytes) bytes, where the shortest has \(frameBytesMin)")
            }
            let end = FrameEnd.announced(fragmentStart + fragmentBytes, of: bytes)
            let isLast = lastFragmentBit == 0 || field & lastFragmentBit != 0
            guard case .at(let next) = end, !isLast else { return end }
            guard next <= FramingLimits.frameBytesMax - frameBytesMin else { return .tooLong }
            fragmentStart = next
        }
    }

    /// The first byte that differs from what a frame begins with.
    private func refusal(of bytes: Span<UInt8>, from start: Int) -> FrameEnd? {
        for index in 0..<min(prefix.count, bytes.count - start)
        where bytes[start + index] != prefix[index] {
            let right = FrameEnd.hexadecimal(prefix[index])
            return .unexpected(
                bytes[start + index], "at offset \(index) of a frame, where \(right) should stand")
        }
        return nil
    }

    private func number(in bytes: Span<UInt8>, at place: Int) -> UInt32 {
        var number: UInt32 = 0
        for index in 0..<width {
            let significance = order == .bigEndian ? index : width - 1 - index
            number = number << 8 | UInt32(bytes[place + significance])
        }
        return number
    }
}
