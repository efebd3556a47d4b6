import Patterns
import Testing

/// Over bytes, or over UTF-8.
struct EncodingTests {
    private func matches(_ expression: String, _ bytes: [UInt8]) throws -> Bool {
        let pattern = try Pattern("^(?:\(expression))\\n")
        return Stream(bytes + [10]).firstEnd(of: pattern) == bytes.count + 1
    }

    @Test func `an expression in ASCII is matched over bytes`() throws {
        for byte in UInt8(0)...255 {
            let hexadecimal = String(byte, radix: 16)
            let escape = "\\x" + (byte < 16 ? "0" : "") + hexadecimal
            #expect(try matches(escape, [byte]))
            #expect(try matches("\\x{\(hexadecimal)}", [byte]))
            #expect(try matches("[\(escape)]", [byte]))
            #expect(try matches(".", [byte]) == (byte != 10))
            #expect(try matches("\\C", [byte]))
        }
        #expect(try matches("..", Array("é".utf8)))
        #expect(try !matches(".", Array("é".utf8)))
    }

    @Test(arguments: ["é", "[àé]", "\\pL", "\\p{Latin}", "[\\p{L}]", "\\x{e9}|\\x{000101}", "é|."])
    func `an expression that names characters is matched over UTF-8`(expression: String) throws {
        #expect(try matches(expression, Array("é".utf8)))
        #expect(try !matches(expression, [0xe9]))
    }

    @Test func `leading zeros name no character beyond a byte`() throws {
        #expect(try matches("\\x{000e9}", [0xe9]))
    }

    @Test func `bytes that are no UTF-8 are passed over, before the rest and in it`() throws {
        let pattern = try Pattern("é(?P<after>.)")
        let text: [UInt8] = [0xff, 0xc3, 0x28, 0xc3] + Array("é!".utf8) + [0xc3]
        #expect(Stream(text).firstEnd(of: pattern) == 7)
        var bytes = Stream(text).bytes
        bytes[0] = 0xc3
        let match = pattern.match(in: bytes.span, hasEnded: false)
        #expect(match?.end == 8)
        #expect(match?.groups == [7..<8])
        // The byte before the rest does not begin a character of the rest.
        #expect(pattern.firstEnd(in: [0xc3, 0xa9, 0x21].span, beyond: 0, hasEnded: true) == nil)
    }

    @Test func `dollar and boundary see bytes in UTF-8 too`() throws {
        let stream = Stream([0x2d] + Array("é".utf8) + [0xff, 0x0d, 0x0a])
        #expect(stream.firstEnd(of: try Pattern("é\\b")) == nil)
        #expect(stream.firstEnd(of: try Pattern("é\\B")) == 4)
        #expect(stream.firstEnd(of: try Pattern("é\\C$")) == 6)
        #expect(stream.firstEnd(of: try Pattern("é$")) == nil)
    }
}
