import Testing
import Wire

/// A response that is right, and what it says.
struct GoodResponse: Sendable, CustomTestStringConvertible {
    let text: String
    let method: HTTPMethod
    let response: HTTPReceivedResponse
    /// Whether it is over only with its connection.
    let needsEnd: Bool

    var bytes: [UInt8] { Array(text.utf8) }
    var testDescription: String { text.prefix(90).debugDescription }

    init(
        _ text: String, _ status: Int = 200, _ version: HTTPVersion = .http11,
        _ fields: KeyValuePairs<String, String> = [:], body: String = "",
        answering method: HTTPMethod = .get, needsEnd: Bool = false
    ) {
        self.text = text
        self.method = method
        self.needsEnd = needsEnd
        let head = HTTPReceivedHead(
            version: version, status: status,
            fields: fields.map { HTTPField(name: $0, value: $1) })
        response = HTTPReceivedResponse(head: head, body: Array(body.utf8))
    }

    static let all = counted + chunked + untilClose + withoutBody + heads

    private static let counted = [
        GoodResponse(
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 200, .http11,
            ["content-length": "3"],
            body: "abc"),
        GoodResponse(
            "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", 500, .http11,
            ["content-length": "0"]),
        // What stands behind it is nobody's.
        GoodResponse(
            "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nab\0c", 200, .http10,
            ["content-length": "1"], body: "a"),
        GoodResponse(
            "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\n\r\n", 200,
            .http11, ["content-length": "2, 2", "content-length": "2"], body: "\r\n"),
        GoodResponse(
            "HTTP/1.1 200 OK\r\nContent-Length: 0003\r\n\r\nabc", 200, .http11,
            ["content-length": "0003"],
            body: "abc"),
    ]

    private static let chunked = [
        chunks("3\r\nabc\r\n0\r\n\r\n", "abc"),
        chunks("0\r\n\r\n", ""),
        chunks(
            "1\r\na\r\n2\r\n\r\n\r\n00000000000000000A\r\n0123456789\r\n0\r\n\r\n",
            "a\r\n0123456789"),
        chunks("3;a=b;c=\"d;e\"\r\nabc\r\n0 ; last\r\n\r\n", "abc"),
        chunks("3\r\nabc\r\n0\r\nX: y\r\nZ:\r\n\r\nmore", "abc"),
        GoodResponse(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\n\r\nb\r\nhello world\r\n0\r\n\r\n",
            200, .http11, ["transfer-encoding": "CHUNKED"], body: "hello world"),
    ]

    private static let untilClose = [
        GoodResponse("HTTP/1.1 200 OK\r\n\r\nabc", body: "abc", needsEnd: true),
        GoodResponse("HTTP/1.0 404 No\r\n\r\n", 404, .http10, needsEnd: true),
        GoodResponse(
            "HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n0\r\n\r\n", 302, .http11,
            ["location": "/b"], body: "0\r\n\r\n", needsEnd: true),
    ]

    private static let withoutBody = [
        GoodResponse("HTTP/1.1 204 None\r\n\r\n", 204),
        GoodResponse(
            "HTTP/1.1 304 Same\r\nContent-Length: 9\r\nTransfer-Encoding: x\r\n\r\n", 304, .http11,
            ["content-length": "9", "transfer-encoding": "x"]),
        GoodResponse(
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 200, .http11, ["content-length": "9"],
            answering: .head),
        GoodResponse(
            "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n\0\0", 101, .http11, ["upgrade": "h2c"]),
    ]

    private static let heads = [
        GoodResponse("HTTP/1.1 204\r\n\r\n", 204),
        GoodResponse("HTTP/1.1 204 \r\n\r\n", 204),
        GoodResponse("HTTP/1.9 204 \u{e4}\t \r\n\r\n", 204),
        GoodResponse("HTTP/1.1 999 ?\r\n\r\n", 999, needsEnd: true),
        GoodResponse(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: <a>\r\n\r\n"
                + "HTTP/1.1 204 None\r\nA: b\r\n\r\n", 204, .http11, ["a": "b"]),
        GoodResponse(
            String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: limits.interimHeadsMax)
                + "HTTP/1.1 204 None\r\n\r\n", 204),
        // RFC 9112 section 5.2.
        GoodResponse(
            "HTTP/1.1 204 None\r\nA: b\r\n\t c \r\n  \r\n d\r\nE:\r\n f\r\n\r\n", 204, .http11,
            ["a": "b c d", "e": "f"]),
        GoodResponse(
            "HTTP/1.1 204 None\r\nSet-Cookie: a\r\nSET-COOKIE: \u{e4}\r\n\r\n", 204, .http11,
            ["set-cookie": "a", "set-cookie": "\u{e4}"]),
    ]

    static let limits = HTTPResponseLimits(bodyBytesMax: 64)

    private static func chunks(_ text: String, _ body: String) -> GoodResponse {
        GoodResponse(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + text, 200, .http11,
            ["transfer-encoding": "chunked"], body: body)
    }
}
