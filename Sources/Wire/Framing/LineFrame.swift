/// A line with its LF.
enum LineFrame {
    static func end(of bytes: Span<UInt8>) -> FrameEnd {
        let lineFeed = UInt8(ascii: "\n")
        for index in 0..<min(bytes.count, FramingLimits.frameBytesMax)
        where bytes[index] == lineFeed {
            return .at(index + 1)
        }
        return bytes.count < FramingLimits.frameBytesMax ? .needsMore : .tooLong
    }
}
