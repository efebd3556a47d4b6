import Testing
import Wire

struct HTTPRequestHeadTests {
    @Test(arguments: GoodHead.all)
    func `a right head is read the same in pieces of any size`(good: GoodHead) throws {
        for size in [1, 2, 7, 10_000] {
            #expect(try parse(good.bytes, pieces: size) == [good.head], "pieces of \(size)")
        }
    }

    @Test(arguments: BadHead.all)
    func `a wrong head is refused for its cause in pieces of any size`(bad: BadHead) {
        for size in [1, 2, 7, 10_000] {
            #expect(throws: bad.error, "pieces of \(size)") {
                try parse(bad.bytes, pieces: size)
            }
        }
    }

    @Test func `every cause of refusal has a head that shows it`() {
        for error in HTTPRequestError.allCases {
            #expect(BadHead.all.contains { $0.error == error }, "\(error)")
        }
    }

    @Test func `a cause of refusal has a status of the client's or of the version`() {
        for error in HTTPRequestError.allCases {
            #expect((400...499).contains(error.status.rawValue) || error.status.rawValue == 505)
            #expect(!error.explanation.description.isEmpty)
        }
        #expect(HTTPRequestError.requestLineTooLong.status.rawValue == 414)
        #expect(HTTPRequestError.headTooLong.status.rawValue == 431)
        #expect(HTTPRequestError.tooManyFields.status.rawValue == 431)
        #expect(HTTPRequestError.bodyNotAccepted.status.rawValue == 413)
    }

    @Test func `the beginning of a head needs more`() throws {
        let whole = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        for length in 0..<whole.count {
            #expect(try parse(Array(whole[..<length]), pieces: 3).isEmpty)
        }
    }

    @Test func `requests that arrive together are handed out one by one`() throws {
        var parser = HTTPRequestHeadParser()
        #expect(!parser.holdsBytes)
        parser.receive(Array("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.0\r\n\r\nGE".utf8))
        #expect(try path(parser.next()) == "/1")
        #expect(try path(parser.next()) == "/2")
        #expect(try parser.next() == .needsMore)
        #expect(parser.holdsBytes)
        parser.receive(Array("T /3 HTTP/1.0\r\n\r\n".utf8))
        #expect(try path(parser.next()) == "/3")
        #expect(!parser.holdsBytes)
    }

    @Test func `a refusal is final`() {
        var parser = HTTPRequestHeadParser()
        parser.receive(Array("GET / HTTP/9.9\r\n".utf8))
        #expect(throws: HTTPRequestError.unsupportedVersion) { try parser.next() }
        parser.receive(Array("\r\nGET / HTTP/1.0\r\n\r\n".utf8))
        #expect(throws: HTTPRequestError.unsupportedVersion) { try parser.next() }
    }

    @Test(arguments: [
        ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
        ("HTTP/1.1", "Connection: x\r\nConnection: upgrade , CLOSE\r\n", false),
        ("HTTP/1.1", "Connection: closed\r\n", true), ("HTTP/1.0", "", false),
        ("HTTP/1.0", "Connection: Keep-Alive\r\n", true),
        ("HTTP/1.0", "Connection: keep-alive, close\r\n", false),
    ])
    func `the connection is kept as version and Connection say`(
        version: String, field: String, keeps: Bool
    ) throws {
        let heads = try parse(
            Array("GET / \(version)\r\nHost: a\r\n\(field)\r\n".utf8), pieces: 10_000)
        #expect(heads.map(\.keepsConnection) == [keeps])
    }

    @Test func `the lines of a field are joined`() throws {
        let text = "GET / HTTP/1.0\r\nAccept: a/b\r\nX: 1\r\nACCEPT:\tc/d \t\r\n\r\n"
        let head = try #require(try parse(Array(text.utf8), pieces: 10_000).first)
        #expect(head.value(of: "accept") == "a/b, c/d")
        #expect(head.value(of: "accept-encoding") == nil)
    }

    private func path(_ step: HTTPRequestStep) -> String? {
        if case .parsed(let head) = step { head.path } else { nil }
    }
}

/// All heads in `bytes`, handed to a parser in pieces of one size.
func parse(_ bytes: [UInt8], pieces size: Int) throws(HTTPRequestError) -> [HTTPRequestHead] {
    var parser = HTTPRequestHeadParser()
    var heads: [HTTPRequestHead] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
        parser.receive(Array(bytes[start..<min(start + size, bytes.count)]))
        while case .parsed(let head) = try parser.next() { heads.append(head) }
    }
    return heads
}
