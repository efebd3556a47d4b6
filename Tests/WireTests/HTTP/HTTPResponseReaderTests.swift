import Testing
import Wire

struct HTTPResponseReaderTests {
    @Test(arguments: GoodResponse.all)
    func `a right response is read the same in pieces of any size`(good: GoodResponse) throws {
        for size in [1, 2, 7, 100_000] {
            let response = try response(in: good.bytes, pieces: size, answering: good.method)
            #expect(response == good.response, "pieces of \(size)")
        }
    }

    @Test(arguments: GoodResponse.all)
    func `a response is over with its last byte, or else with the connection`(
        good: GoodResponse
    ) throws {
        var reader = HTTPResponseReader(answering: good.method, limits: GoodResponse.limits)
        #expect(try reader.receive(good.bytes) == (good.needsEnd ? nil : good.response))
        #expect(try reader.end() == good.response)
    }

    @Test(arguments: BadResponse.all)
    func `a wrong response is refused for its cause in pieces of any size`(bad: BadResponse) {
        for size in [1, 2, 7, 100_000] {
            #expect(throws: bad.error, "pieces of \(size)") {
                try response(in: bad.bytes, pieces: size)
            }
        }
    }

    @Test func `every cause of refusal has a response that shows it`() {
        for error in HTTPResponseError.allCases {
            #expect(BadResponse.all.contains { $0.error == error }, "\(error)")
            #expect(!error.explanation.description.isEmpty)
        }
    }

    @Test func `what is refused too long is right with a byte less`() throws {
        for count in [64, 65] {
            let body = String(repeating: "a", count: count)
            let hexadecimal = String(count, radix: 16)
            let texts = [
                "HTTP/1.1 200 OK\r\n\r\n\(body)",
                "HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n\(body)",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "\(hexadecimal)\r\n\(body)\r\n0\r\n\r\n",
            ]
            for text in texts {
                let outcome = Outcome(of: Array(text.utf8), pieces: 5)
                if count == 64 {
                    #expect(outcome.body == Array(body.utf8))
                } else {
                    #expect(outcome == .refused(.bodyTooLong))
                }
            }
        }
    }

    @Test func `limits are those that were given`() {
        var limits = HTTPResponseLimits(bodyBytesMax: 0)
        limits.headBytesMax = 40
        limits.fieldLinesMax = 1
        limits.interimHeadsMax = 0
        limits.chunkExtensionBytesMax = 3
        limits.trailerBytesMax = 6
        let chunked = "HTTP/1.1 200\r\nTransfer-Encoding:chunked\r\n\r\n"
        limits.headBytesMax = chunked.utf8.count
        let cases: [(String, Outcome)] = [
            ("HTTP/1.1 204\r\nA: " + String(repeating: "a", count: 99), .refused(.headTooLong)),
            ("HTTP/1.1 204\r\nA: b\r\nC: d\r\n\r\n", .refused(.tooManyFields)),
            ("HTTP/1.1 100\r\n\r\nHTTP/1.1 204\r\n\r\n", .refused(.tooManyInterimHeads)),
            ("HTTP/1.1 200\r\n\r\na", .refused(.bodyTooLong)),
            (chunked + "1\r\n", .refused(.bodyTooLong)),
            (chunked + "0;aaaaaaaaaaaaaaaaaaaaaaa\r\n", .refused(.chunkExtensionsTooLong)),
            (chunked + "0\r\nAA: b\r\n\r\n", .refused(.trailersTooLong)),
        ]
        for (text, outcome) in cases {
            #expect(Outcome(of: Array(text.utf8), pieces: 3, limits: limits) == outcome, "\(text)")
        }
    }

    @Test func `a refusal is final`() {
        var reader = HTTPResponseReader(answering: .get, limits: GoodResponse.limits)
        #expect(throws: HTTPResponseError.unsupportedVersion) {
            try reader.receive(Array("HTTP/3.0 200 OK\r\n".utf8))
        }
        #expect(throws: HTTPResponseError.unsupportedVersion) {
            try reader.receive(Array("HTTP/1.1 204 None\r\n\r\n".utf8))
        }
        #expect(throws: HTTPResponseError.unsupportedVersion) { try reader.end() }
    }

    @Test func `the lines of a field are joined`() throws {
        let text = "HTTP/1.1 204 None\r\nVary: a\r\nX: 1\r\nVARY:\tb \t\r\n\r\n"
        let head = try response(in: Array(text.utf8), pieces: 1).head
        #expect(head.value(of: "vary") == "a, b")
        #expect(head.value(of: "content-type") == nil)
    }

    @Test func `what stands behind a head is handed over`() throws {
        var parser = HTTPResponseHeadParser(limits: GoodResponse.limits)
        parser.receive(Array("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Go\r\n\r\nrest".utf8))
        guard case .parsed(let head) = try parser.next() else {
            Issue.record("the head is whole")
            return
        }
        #expect(head.status == 101)
        #expect(parser.takeRest() == Array("rest".utf8))
    }
}

/// What became of some bytes.
enum Outcome: Equatable {
    case read(HTTPReceivedResponse)
    case refused(HTTPResponseError)

    init(
        of bytes: [UInt8], pieces size: Int,
        limits: HTTPResponseLimits = GoodResponse.limits
    ) {
        do throws(HTTPResponseError) {
            self = .read(try response(in: bytes, pieces: size, limits: limits))
        } catch {
            self = .refused(error)
        }
    }

    var body: [UInt8]? { if case .read(let response) = self { response.body } else { nil } }
}

/// The response in `bytes`, handed to a reader in pieces of one size, and then the end.
func response(
    in bytes: [UInt8], pieces size: Int, answering method: HTTPMethod = .get,
    limits: HTTPResponseLimits = GoodResponse.limits
) throws(HTTPResponseError) -> HTTPReceivedResponse {
    var reader = HTTPResponseReader(answering: method, limits: limits)
    for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = Array(bytes[start..<min(start + size, bytes.count)])
        if let response = try reader.receive(piece) { return response }
    }
    return try reader.end()
}
