import Testing
import Wire

struct JSONErrorTests {
    private static let cases: [(String, JSONFault, Int, Int)] = [
        ("", .endsEarly, 1, 1), ("\n ", .endsEarly, 2, 2), ("[", .endsEarly, 1, 2),
        ("[1", .endsEarly, 1, 3), ("[1,", .endsEarly, 1, 4), ("{", .endsEarly, 1, 2),
        ("{\"a\"", .endsEarly, 1, 5), ("{\"a\":", .endsEarly, 1, 6), ("\"a", .endsEarly, 1, 3),
        ("\"\\", .endsEarly, 1, 3), ("\"\\u12", .endsEarly, 1, 6),
        (#""\ud834"#, .endsEarly, 1, 8), (#""\ud834\"#, .endsEarly, 1, 9),
        ("{\"a\":1", .endsEarly, 1, 7), ("{\"a\":1,", .endsEarly, 1, 8),
        // A comma too many, words that JSON has not, comments.
        ("[1,]", .expectedValue, 1, 4), ("[,1]", .expectedValue, 1, 2),
        ("NaN", .expectedValue, 1, 1),
        ("[\n  Infinity]", .expectedValue, 2, 3), ("nul", .expectedValue, 1, 1),
        ("True", .expectedValue, 1, 1), ("+1", .expectedValue, 1, 1), (".5", .expectedValue, 1, 1),
        ("// a\n1", .expectedValue, 1, 1), ("'a'", .expectedValue, 1, 1),
        ("]", .expectedValue, 1, 1),
        ("\"ä\": \u{a0}1", .expectedEnd, 1, 4), ("[\u{a0}1]", .expectedValue, 1, 2),
        ("{\"a\":1,}", .expectedName, 1, 8), ("{a:1}", .expectedName, 1, 2),
        ("{\n\t1: 2}", .expectedName, 2, 2), ("{,}", .expectedName, 1, 2),
        ("{\"a\" 1}", .expectedColon, 1, 6), ("{\"a\"}", .expectedColon, 1, 5),
        ("[1 2]", .expectedCommaOrBracket, 1, 4), ("[1}", .expectedCommaOrBracket, 1, 3),
        ("[truex]", .expectedCommaOrBracket, 1, 6), ("[1/*a*/]", .expectedCommaOrBracket, 1, 3),
        ("{\"a\":1]", .expectedCommaOrBrace, 1, 7),
        ("{\"a\":1 \"b\":2}", .expectedCommaOrBrace, 1, 8),
        ("1 2", .expectedEnd, 1, 3), ("[]]", .expectedEnd, 1, 3), ("1\n#", .expectedEnd, 2, 1),
        ("[01]", .malformedNumber, 1, 2), ("-", .malformedNumber, 1, 1),
        ("1.", .malformedNumber, 1, 1), ("1e", .malformedNumber, 1, 1),
        ("1e+", .malformedNumber, 1, 1), ("-01", .malformedNumber, 1, 1),
        ("1.e1", .malformedNumber, 1, 1), ("--1", .malformedNumber, 1, 1),
        ("1.2.3", .malformedNumber, 1, 1), ("-Infinity", .malformedNumber, 1, 1),
        ("00", .malformedNumber, 1, 1), ("1e5.2", .malformedNumber, 1, 1),
        ("\"a\tb\"", .controlCharacter, 1, 3), ("[\"\n\"]", .controlCharacter, 1, 3),
        ("\"\u{0}\"", .controlCharacter, 1, 2), ("\"\u{1f}\"", .controlCharacter, 1, 2),
        (#""\x41""#, .malformedEscape, 1, 2), (#""a\'""#, .malformedEscape, 1, 3),
        (#""\u00g0""#, .malformedEscape, 1, 2), (#""\u+123""#, .malformedEscape, 1, 2),
        (#""\ud800\u12z4""#, .malformedEscape, 1, 8), (#""\U0041""#, .malformedEscape, 1, 2),
        (#""\u004"x""#, .malformedEscape, 1, 2),
        (#""ab\ud834""#, .loneSurrogate, 1, 4), (#""\udd1e""#, .loneSurrogate, 1, 2),
        (#""\ud834\ud834""#, .loneSurrogate, 1, 2), (#""\ud834x""#, .loneSurrogate, 1, 2),
        (#""\ud834\n""#, .loneSurrogate, 1, 2), (#""\udd1e\ud834""#, .loneSurrogate, 1, 2),
        ("{\"a\":1,\"a\":1}", .duplicateName, 1, 8),
        ("{\"a\":{\"b\":1},\n\"\\u0061\":1}", .duplicateName, 2, 1),
        // Characters are counted, not bytes.
        ("[\"äöü\u{1d11e}\", x]", .expectedValue, 1, 10),
        ("[\r\n1,\r\n ?]", .expectedValue, 3, 2),
    ]

    @Test(arguments: cases)
    func `each mistake is told with its place`(
        text: String, fault: JSONFault, line: Int, column: Int
    ) {
        let error = JSONReadingTests.fault(text)
        #expect(error?.fault == fault, "\(text)")
        #expect(error?.line == line && error?.column == column, "\(text): \(error as Any)")
    }

    @Test(
        arguments: [
            ([0xff], 0), ([0x22, 0x61, 0x80, 0x22], 2), ([0x22, 0xc3, 0x22], 1), ([0x22, 0xc3], 1),
            // Overlong, a surrogate, beyond U+10FFFF, cut.
            ([0x22, 0xc0, 0xaf, 0x22], 1), ([0x22, 0xed, 0xa0, 0x80, 0x22], 1),
            ([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xc3, 0xa4, 0xe2, 0x82, 0x22], 3),
            // Outside of texts: UTF-16 with its mark, and Latin-1.
            ([0xff, 0xfe, 0x5b, 0x00], 0), ([0x5b, 0xe4, 0x5d], 1), ([0x31, 0x20, 0xa0], 2),
            ([0x7b, 0x80], 1), ([0x5b, 0x31, 0x80], 2),
        ] as [([UInt8], Int)])
    func `what is no UTF-8 is told where it begins`(bytes: [UInt8], offset: Int) {
        let error = JSONReadingTests.fault(bytes)
        #expect(error?.fault == .invalidUTF8)
        #expect(error?.offset == offset)
    }

    @Test func `the limit of bytes is kept to the byte`() {
        let blanks = [UInt8](repeating: 0x20, count: JSONLimits.bytesMax - 1)
        #expect(JSONReadingTests.fault(blanks + [0x31]) == nil)
        let error = JSONReadingTests.fault(blanks + [0x31, 0x20])
        #expect(error?.fault == .tooLarge)
        #expect(error?.offset == JSONLimits.bytesMax)
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func `the limit of depth is kept`(open: String, close: String) {
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        #expect(JSONLimits.depthMax == 32)
        #expect(JSONReadingTests.fault(nested(32)) == nil)
        let error = JSONReadingTests.fault(nested(33))
        #expect(error?.fault == .tooDeep)
        #expect(error?.offset == 32 * open.utf8.count)
        // A million brackets are no deeper.
        #expect(JSONReadingTests.fault(String(repeating: open, count: 1_000_000)) == error)
        // What stands side by side is not deep.
        let many = Array(repeating: nested(16), count: 40).joined(separator: ",")
        #expect(JSONReadingTests.fault("[\(many)]") == nil)
    }

    @Test func `the limit of values is kept to the value`() {
        func list(_ count: Int) -> [UInt8] {
            Array("[".utf8)
                + Array(repeating: Array("0".utf8), count: count).joined(separator: [0x2c])
                + Array("]".utf8)
        }
        #expect(JSONReadingTests.fault(list(JSONLimits.valuesMax - 1)) == nil)
        let error = JSONReadingTests.fault(list(JSONLimits.valuesMax))
        #expect(error?.fault == .tooManyValues)
        #expect(error?.offset == 1 + 2 * (JSONLimits.valuesMax - 1))
    }

    @Test func `every fault has a case and words of its own`() {
        let told = Set(Self.cases.map(\.1)).union([
            .invalidUTF8, .tooLarge, .tooDeep, .tooManyValues,
        ])
        #expect(told == Set(JSONFault.allCases))
        #expect(Set(JSONFault.allCases.map(\.words)).count == JSONFault.allCases.count)
    }

    @Test func `an error reads as a sentence`() {
        let error = JSONReadingTests.fault("[\n1,\n      ]")
        #expect(error?.description == "line 3, column 7: a value must stand here")
        #expect(error?.offset == 11)
    }
}
