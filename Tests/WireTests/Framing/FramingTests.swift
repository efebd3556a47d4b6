import Testing
import Wire

struct FramingTests {
    @Test(arguments: GoodFrame.all)
    func `a frame ends at its last byte, however much of it has come`(frame: GoodFrame) {
        let bytes = frame.bytes.span
        for count in 0..<bytes.count {
            #expect(frame.framing.end(of: bytes.extracting(first: count)) == .needsMore)
        }
        #expect(frame.framing.end(of: bytes) == .at(bytes.count))
    }

    @Test(arguments: GoodFrame.all)
    func `what follows a frame does not move its end`(frame: GoodFrame) {
        for next in GoodFrame.all {
            let stream = frame.bytes + next.bytes
            #expect(frame.framing.end(of: stream.span) == .at(frame.bytes.count))
        }
    }

    @Test(arguments: BadFrame.all)
    func `no frame is one from the first byte on that cannot be`(frame: BadFrame) {
        let bytes = frame.bytes.span
        // The counts around every header, and the last ones of what is as long as the limit.
        for count in 0..<bytes.count where count < 64 || count > bytes.count - 64 {
            #expect(frame.framing.end(of: bytes.extracting(first: count)) == .needsMore)
        }
        #expect(frame.framing.end(of: bytes) == .malformed(frame.words))
        let longer = frame.bytes + Array(repeating: 0xce, count: 99) + [10]
        #expect(frame.framing.end(of: longer.span) == .malformed(frame.words))
    }

    @Test func `every byte alone is a beginning or none`() {
        for framing in Set(GoodFrame.all.map(\.framing)) {
            for byte in UInt8.min...UInt8.max {
                let end = framing.end(of: [byte].span)
                #expect(end != .at(1) || framing == .line && byte == 10)
            }
        }
    }

    /// Headers of frames of exactly 65,536 bytes.
    private static let longest: [(Framing, [UInt8])] = [
        (.line, []), (.mysql, [0xfc, 0xff, 0]), (.ber, [0x30, 0x82, 0xff, 0xfc]),
        (.ber, [0x30, 0x84, 0, 0, 0xff, 0xfa]), (.kafka, [0, 0, 0xff, 0xfc]),
        (.rpcRecord, [0x80, 0, 0xff, 0xfc]), (.rpcRecord, [0, 0, 0, 0, 0x80, 0, 0xff, 0xf8]),
        (.mongodb, [0, 0, 1, 0]), (.cassandra, [0x84, 0, 0, 1, 2, 0, 0, 0xff, 0xf7]),
        (.postgres, [0x52, 0, 0, 0xff, 0xff]), (.mqtt, [0x30, 0xfc, 0xff, 3]),
        (.amqp, [1, 0, 0, 0, 0, 0xff, 0xf8]),
    ]

    @Test(arguments: longest)
    func `a frame as long as the limit is waited for`(framing: Framing, header: [UInt8]) {
        let limit = FramingLimits.frameBytesMax
        let last: UInt8 = framing == .line ? 10 : 0xce
        let body = Array(repeating: UInt8(7), count: limit - 1 - header.count)
        let bytes = header + body + [last]
        #expect(framing.end(of: header.span) == .needsMore)
        #expect(framing.end(of: bytes.span.extracting(first: limit - 1)) == .needsMore)
        #expect(framing.end(of: bytes.span) == .at(limit))
    }

    @Test func `fields of one and of two bytes are read in their order`() {
        let one = LengthField(after: 1, width: 1, .bigEndian, uncountedBytes: 2)
        #expect(Framing.length(one).end(of: [9, 1, 0].span) == .at(3))
        let two = LengthField(after: 0, width: 2, .littleEndian, uncountedBytes: 2)
        #expect(Framing.length(two).end(of: [2, 0, 0, 0].span) == .at(4))
        #expect(Framing.length(two).end(of: [0, 2, 0, 0].span) == .needsMore)
    }
}
