import Testing
import Wire

/// A response that is wrong, and why.
struct BadResponse: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let error: HTTPResponseError

    var testDescription: String {
        "\(error): \(String(decoding: bytes.prefix(90), as: UTF8.self).debugDescription)"
    }

    init(_ error: HTTPResponseError, _ text: String) {
        bytes = Array(text.utf8)
        self.error = error
    }

    static let all = statusLines + fields + framings + chunks + limits + cut

    private static let statusLines = [
        BadResponse(.malformedStatusLine, "\r\nHTTP/1.1 200 OK\r\n\r\n"),
        BadResponse(.malformedStatusLine, "HTTP/1.1\r\n"),
        BadResponse(.malformedStatusLine, "HTTP/1.1 20\r\n"),
        BadResponse(.malformedStatusLine, "HTTP/1.1 20 OK\r\n"),
        BadResponse(.malformedStatusLine, "HTTP/1.1  200 OK\r\n"),
        BadResponse(.malformedStatusLine, "HTTP/1.1 2000 OK\r\n"),
        BadResponse(.malformedStatusLine, "HTTP/1.1 200OK\r\n"),
        BadResponse(.malformedStatusLine, "HTTP/1.1\t200 OK\r\n"),
        BadResponse(.malformedStatusLine, "SSH-2.0-OpenSSH_9.2\r\n"),
        BadResponse(.malformedVersion, "HTTP/1,1 200 OK\r\n"),
        BadResponse(.malformedVersion, "http/1.1 200 OK\r\n"),
        BadResponse(.malformedVersion, "220 mail 200 OK\r\n"),
        BadResponse(.unsupportedVersion, "HTTP/2.0 200 OK\r\n"),
        BadResponse(.unsupportedVersion, "HTTP/0.9 200 OK\r\n"),
        BadResponse(.malformedStatus, "HTTP/1.1 099 OK\r\n"),
        BadResponse(.malformedStatus, "HTTP/1.1 2x0 OK\r\n"),
        BadResponse(.malformedStatus, "HTTP/1.1 -20 OK\r\n"),
        BadResponse(.bareLineFeed, "HTTP/1.1 200 OK\n"),
        BadResponse(.bareCarriageReturn, "HTTP/1.1 200 O\rK\r\n"),
        BadResponse(.controlCharacter, "\u{15}\u{3}\u{3}\0\u{2}\u{2}\u{a}"),
        BadResponse(.controlCharacter, "HTTP/1.1 200 O\u{7f}\r\n"),
    ]

    private static let fields = [
        BadResponse(.foldedField, "HTTP/1.1 200 OK\r\n A: b\r\n\r\n"),
        BadResponse(.malformedField, "HTTP/1.1 200 OK\r\nabc\r\n\r\n"),
        BadResponse(.spaceBeforeColon, "HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\n"),
        BadResponse(.malformedFieldName, "HTTP/1.1 200 OK\r\n: b\r\n\r\n"),
        BadResponse(.malformedFieldName, "HTTP/1.1 200 OK\r\na b: c\r\n\r\n"),
        BadResponse(.controlCharacter, "HTTP/1.1 200 OK\r\nA: \0\r\n\r\n"),
        BadResponse(.bareLineFeed, "HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n"),
    ]

    private static let framings = [
        BadResponse(.malformedContentLength, head("Content-Length:")),
        BadResponse(.malformedContentLength, head("Content-Length: +1")),
        BadResponse(.malformedContentLength, head("Content-Length: -1")),
        BadResponse(.malformedContentLength, head("Content-Length: 0x1")),
        BadResponse(.malformedContentLength, head("Content-Length: 1,")),
        BadResponse(.malformedContentLength, head("Content-Length: 1 1")),
        BadResponse(.conflictingLengths, head("Content-Length: 1, 2")),
        BadResponse(.conflictingLengths, head("Content-Length: 1\r\nContent-Length: 01")),
        BadResponse(.bodyTooLong, head("Content-Length: 65")),
        BadResponse(.bodyTooLong, head("Content-Length: 99999999999999999999999999")),
        BadResponse(.contradictoryLength, head("Content-Length: 0\r\nTransfer-Encoding: chunked")),
        BadResponse(.unknownTransferCoding, head("Transfer-Encoding: gzip")),
        BadResponse(.unknownTransferCoding, head("Transfer-Encoding: gzip, chunked")),
        BadResponse(.unknownTransferCoding, head("Transfer-Encoding: chunked, chunked")),
        BadResponse(.unknownTransferCoding, head("Transfer-Encoding:")),
        BadResponse(
            .unknownTransferCoding, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ]

    private static let chunks = [
        BadResponse(.malformedChunkSize, chunked("\r\n")),
        BadResponse(.malformedChunkSize, chunked(" 3\r\nabc\r\n")),
        BadResponse(.malformedChunkSize, chunked("3 \r\nabc\r\n")),
        BadResponse(.malformedChunkSize, chunked("-3\r\nabc\r\n")),
        BadResponse(.malformedChunkSize, chunked("+3\r\nabc\r\n")),
        BadResponse(.malformedChunkSize, chunked("0x3\r\nabc\r\n")),
        BadResponse(.malformedChunkSize, chunked("3g\r\nabc\r\n")),
        BadResponse(.malformedChunkSize, chunked(";a=b\r\n")),
        BadResponse(.bareLineFeed, chunked("3\nabc\r\n")),
        BadResponse(.bareCarriageReturn, chunked("3\rabc\r\n")),
        BadResponse(.controlCharacter, chunked("3;\0\r\nabc\r\n")),
        BadResponse(.malformedChunkEnd, chunked("3\r\nabcd\r\n")),
        BadResponse(.malformedChunkEnd, chunked("3\r\nabc\n0\r\n\r\n")),
        BadResponse(.malformedChunkEnd, chunked("3\r\nabc\r0\r\n\r\n")),
        BadResponse(.bodyTooLong, chunked("41\r\n")),
        BadResponse(.bodyTooLong, chunked("1\r\na\r\n40\r\n")),
        BadResponse(.bodyTooLong, chunked("7fffffffffffffff\r\n")),
        BadResponse(.bodyTooLong, chunked("ffffffffffffffff\r\n")),
        BadResponse(.bodyTooLong, chunked("fffffffffffffffff\r\n")),
        BadResponse(.malformedField, chunked("0\r\nabc\r\n\r\n")),
        BadResponse(.foldedField, chunked("0\r\nA: b\r\n c\r\n\r\n")),
        BadResponse(.bareLineFeed, chunked("0\r\n\n")),
    ]

    private static let usual = GoodResponse.limits

    private static let limits = [
        BadResponse(.bodyTooLong, head("A: b") + String(repeating: "a", count: 65)),
        BadResponse(.headTooLong, String(repeating: "H", count: usual.headBytesMax + 1)),
        BadResponse(.headTooLong, head("A: " + String(repeating: "a", count: usual.headBytesMax))),
        BadResponse(
            .tooManyFields,
            "HTTP/1.1 200 OK\r\n"
                + String(repeating: "A: b\r\n", count: usual.fieldLinesMax + 1)),
        BadResponse(
            .tooManyFields,
            "HTTP/1.1 200 OK\r\nA: b\r\n"
                + String(repeating: " c\r\n", count: usual.fieldLinesMax)),
        BadResponse(
            .tooManyFields,
            chunked("0\r\n" + String(repeating: "A: b\r\n", count: usual.fieldLinesMax + 1))),
        BadResponse(
            .tooManyInterimHeads,
            String(
                repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: usual.interimHeadsMax + 1)),
        BadResponse(
            .chunkExtensionsTooLong,
            chunked("1;" + String(repeating: "a", count: usual.chunkExtensionBytesMax + 20))),
        BadResponse(
            .chunkExtensionsTooLong,
            chunked(
                String(
                    repeating: "1;" + String(repeating: "a", count: 1_024) + "\r\na\r\n", count: 17)
            )),
        BadResponse(
            .trailersTooLong,
            chunked("0\r\nA: " + String(repeating: "a", count: usual.trailerBytesMax))),
    ]

    /// The connection ends with each of them.
    private static let cut = [
        BadResponse(.endedEarly, ""),
        BadResponse(.endedEarly, "HTTP/1.1 200 OK\r\n"),
        BadResponse(.endedEarly, "HTTP/1.1 100 Continue\r\n\r\n"),
        BadResponse(.endedEarly, head("Content-Length: 3") + "ab"),
        BadResponse(.endedEarly, chunked("")),
        BadResponse(.endedEarly, chunked("3\r\nab")),
        BadResponse(.endedEarly, chunked("3\r\nabc")),
        BadResponse(.endedEarly, chunked("3\r\nabc\r\n")),
        BadResponse(.endedEarly, chunked("3\r\nabc\r\n0\r\n")),
        BadResponse(.endedEarly, chunked("3\r\nabc\r\n0\r\nA: b\r\n")),
    ]

    private static func head(_ line: String) -> String {
        "HTTP/1.1 200 OK\r\n\(line)\r\n\r\n"
    }

    private static func chunked(_ text: String) -> String {
        head("Transfer-Encoding: chunked") + text
    }
}
