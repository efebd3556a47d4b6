import Testing
import Wire

struct HTTPGetRequestTests {
    @Test func `a request is written with its fields and those that frame it`() throws {
        let request = HTTPGetRequest(
            try HTTPAddress("https://[2001:db8::1]:8443/targets?team=mail"),
            fields: [
                try HTTPRequestField("User-Agent", "sonde/1.0"),
                try HTTPRequestField("Authorization", [0x42, 0xff]),
            ])
        let text =
            "GET /targets?team=mail HTTP/1.1\r\nHost: [2001:db8::1]:8443\r\n"
            + "User-Agent: sonde/1.0\r\nAuthorization: B"
        let rest = "\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
        #expect(request.bytes == Array(text.utf8) + [0xff] + Array(rest.utf8))
    }

    @Test func `our own server reads what we write`() throws {
        let fields = [try HTTPRequestField("Accept", "application/json")]
        let bytes = HTTPGetRequest(try HTTPAddress("http://a:81?b=c"), fields: fields).bytes
        let head = try #require(try parse(bytes, pieces: 1).first)
        #expect(head.method == .get)
        #expect(head.path == "/")
        #expect(head.query == "b=c")
        #expect(head.value(of: "host") == "a:81")
        #expect(head.value(of: "accept") == "application/json")
        #expect(!head.keepsConnection)
    }

    private static let mistakes: [(String, String, HTTPRequestFieldError)] = [
        ("", "a", .malformedName), ("A:", "a", .malformedName), ("A b", "a", .malformedName),
        ("A\r\nB", "a", .malformedName), ("Ä", "a", .malformedName),
        ("A", "b\r\nC: d", .malformedValue), ("A", "b\n", .malformedValue),
        ("A", "b\r", .malformedValue), ("A", "\0", .malformedValue),
        ("A", "\u{1b}", .malformedValue), ("A", " b", .malformedValue),
        ("A", "b\t", .malformedValue),
        ("HOST", "a", .ownName), ("Connection", "x", .ownName), ("Content-Length", "1", .ownName),
        ("transfer-encoding", "chunked", .ownName), ("Accept-Encoding", "gzip", .ownName),
        ("A", String(repeating: "b", count: HTTPRequestFieldLimits.bytesMax), .tooLong),
    ]

    @Test(arguments: mistakes)
    func `a field that could be taken for something else is refused`(
        name: String, value: String, error: HTTPRequestFieldError
    ) {
        #expect(throws: error) { try HTTPRequestField(name, value) }
    }

    @Test func `every cause of refusal is shown, and says what is wrong`() {
        for error in HTTPRequestFieldError.allCases {
            #expect(Self.mistakes.contains { $0.2 == error }, "\(error)")
            #expect(!error.explanation.description.isEmpty)
        }
    }

    @Test func `a field may be as long as its limit, and empty`() throws {
        let count = HTTPRequestFieldLimits.bytesMax - 1
        _ = try HTTPRequestField("A", String(repeating: "b", count: count))
        _ = try HTTPRequestField("A", "")
    }

    @Test func `no description of a field shows its value`() throws {
        let field = try HTTPRequestField("Authorization", "Bearer hunter2")
        var dumped = ""
        dump([field], to: &dumped)
        for text in ["\(field)", String(reflecting: field), dumped, "\([field])"] {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("Authorization"))
        }
    }
}
