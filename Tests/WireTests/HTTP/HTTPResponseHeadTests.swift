import Testing
import Wire

struct HTTPResponseHeadTests {
    @Test(
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
            (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
            (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (-2_203_891_201, "Wed, 28 Feb 1900 23:59:59 GMT"),
            (-2_203_891_200, "Thu, 01 Mar 1900 00:00:00 GMT"),
            (HTTPDate.secondsRange.lowerBound, "Mon, 01 Jan 0001 00:00:00 GMT"),
            (HTTPDate.secondsRange.upperBound, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (.min, "Mon, 01 Jan 0001 00:00:00 GMT"), (.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] as [(Int64, String)])
    func `a date is written as IMF-fixdate`(seconds: Int64, text: String) {
        var buffer: [UInt8] = []
        HTTPDate.append(secondsSinceEpoch: seconds, to: &buffer)
        #expect(String(decoding: buffer, as: UTF8.self) == text)
    }

    @Test(
        arguments: [
            (.length(12), .close, "Content-Length: 12\r\nConnection: close\r\n"),
            (.length(0), .unsaid, "Content-Length: 0\r\n"),
            (.chunked, .unsaid, "Transfer-Encoding: chunked\r\n"),
            (.untilClose, .close, "Connection: close\r\n"),
            (.length(1), .keepAlive, "Content-Length: 1\r\nConnection: keep-alive\r\n"),
        ] as [(HTTPBodyFraming, HTTPPersistence, String)])
    func `a head is written with what frames the body and the connection`(
        framing: HTTPBodyFraming, persistence: HTTPPersistence, lines: String
    ) {
        let head = HTTPResponseHead(
            status: .notFound, secondsSinceEpoch: 0, fields: [HTTPConstantField("Allow", "GET")],
            framing: framing, persistence: persistence)
        var buffer = Array("before".utf8)
        head.append(to: &buffer)
        #expect(
            String(decoding: buffer, as: UTF8.self)
                == "beforeHTTP/1.1 404 Not Found\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
                + "Allow: GET\r\n\(lines)\r\n")
    }

    @Test(arguments: HTTPStatus.allCases)
    func `every status has a reason phrase of words`(status: HTTPStatus) {
        #expect(!status.reasonPhrase.description.isEmpty)
        #expect(
            status.reasonPhrase.description.utf8.allSatisfy { 0x41...0x7a ~= $0 || $0 == 0x20 })
    }

    @Test func `a constant field that would end its line is a bug`() async {
        await #expect(processExitsWith: .failure) { _ = HTTPConstantField("A", "b\r\nC: d") }
        await #expect(processExitsWith: .failure) { _ = HTTPConstantField("A:", "b") }
    }
}

struct HTTPChunkTests {
    @Test(arguments: [
        (1, "00000001\r\n"), (9, "00000009\r\n"), (10, "0000000a\r\n"), (15, "0000000f\r\n"),
        (16, "00000010\r\n"), (0xabcd, "0000abcd\r\n"), (262_144, "00040000\r\n"),
    ])
    func `a chunk begins with its size in hexadecimal`(size: Int, header: String) {
        var buffer = Array("head".utf8)
        let chunk = HTTPChunk(beginningIn: &buffer)
        buffer += repeatElement(UInt8(ascii: "x"), count: size)
        chunk.finish(in: &buffer)
        let expected = "head" + header + String(repeating: "x", count: size) + "\r\n"
        #expect(buffer == Array(expected.utf8))
    }

    @Test func `an empty chunk is not written, because it would be the last`() {
        var buffer = Array("head".utf8)
        HTTPChunk(beginningIn: &buffer).finish(in: &buffer)
        #expect(buffer == Array("head".utf8))
    }

    @Test func `the last chunk is empty and has no trailers`() {
        var buffer: [UInt8] = []
        HTTPChunk.appendLast(to: &buffer)
        #expect(buffer == Array("0\r\n\r\n".utf8))
    }
}
