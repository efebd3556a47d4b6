import Testing
import Wire

/// A head that is right, and what it says.
struct GoodHead: Sendable, CustomTestStringConvertible {
    let text: String
    let head: HTTPRequestHead

    var bytes: [UInt8] { Array(text.utf8) }
    var testDescription: String { text.prefix(60).debugDescription }

    init(
        _ text: String, _ method: HTTPMethod = .get, _ path: String = "/", query: String? = nil,
        _ version: HTTPVersion = .http11, _ fields: KeyValuePairs<String, String> = ["host": "a"]
    ) {
        self.text = text
        head = HTTPRequestHead(
            method: method, path: path, query: query, version: version,
            fields: fields.map { HTTPField(name: $0, value: $1) })
    }

    static let all = [
        GoodHead("GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        GoodHead(
            """
            GET /metrics HTTP/1.1\r
            Host: sonde.example.org:9115\r
            User-Agent: Prometheus/2.42.0\r
            Accept: application/openmetrics-text;version=1.0.0;q=0.75,text/plain;q=0.5\r
            Accept-Encoding: gzip\r
            X-Prometheus-Scrape-Timeout-Seconds: 10\r
            \r

            """, .get, "/metrics", .http11,
            [
                "host": "sonde.example.org:9115", "user-agent": "Prometheus/2.42.0",
                "accept":
                    "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;q=0.5",
                "accept-encoding": "gzip", "x-prometheus-scrape-timeout-seconds": "10",
            ]),
        GoodHead("HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n", .head, "/metrics"),
        GoodHead("GET / HTTP/1.0\r\n\r\n", .get, "/", .http10, [:]),
        GoodHead("GET / HTTP/1.7\r\nHost: a\r\n\r\n"),
        GoodHead("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        GoodHead("get / HTTP/1.1\r\nHost: a\r\n\r\n", .other),
        GoodHead("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", .options, "*"),
        GoodHead(
            "GET /a?b=c?d&e=%5B HTTP/1.1\r\nHost: a\r\n\r\n", .get, "/a", query: "b=c?d&e=%5B"),
        GoodHead("GET /a? HTTP/1.1\r\nHost: a\r\n\r\n", .get, "/a", query: ""),
        GoodHead("GET /%2e/..//;x@y:z HTTP/1.1\r\nHost: a\r\n\r\n", .get, "/%2e/..//;x@y:z"),
        GoodHead("GET http://h:80/m?q HTTP/1.1\r\nHost: a\r\n\r\n", .get, "/m", query: "q"),
        GoodHead("GET HTTPS://h HTTP/1.1\r\nHost: a\r\n\r\n"),
        GoodHead("GET http://[::1]:9?q HTTP/1.1\r\nHost: a\r\n\r\n", .get, "/", query: "q"),
        GoodHead("GET / HTTP/1.1\r\nHost:\r\n\r\n", fields("")),
        GoodHead("GET / HTTP/1.1\r\nHOST: \t a.b:80\t\r\n\r\n", fields("a.b:80")),
        GoodHead("GET / HTTP/1.1\r\nHost: [fe80::1]:80\r\n\r\n", fields("[fe80::1]:80")),
        GoodHead("GET / HTTP/1.1\r\nHost: a_b-c:\r\n\r\n", fields("a_b-c:")),
        GoodHead("GET / HTTP/1.1\r\nHost: a\r\nX:a\t:ü\r\n\r\n", ["host": "a", "x": "a\t:ü"]),
        GoodHead(
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 00\r\n\r\n",
            ["host": "a", "content-length": "00"]),
        GoodHead(
            "GET / HTTP/1.0\r\n" + String(repeating: "a: b\r\n", count: HTTPHeadLimits.fieldsMax)
                + "\r\n", version: .http10, fieldsOf: HTTPHeadLimits.fieldsMax),
        GoodHead(requestLineOf: HTTPHeadLimits.requestLineBytesMax),
        GoodHead(headOf: HTTPHeadLimits.headBytesMax),
    ]

    private init(_ text: String, _ fields: KeyValuePairs<String, String>) {
        self.init(text, .get, "/", .http11, fields)
    }

    private init(_ text: String, version: HTTPVersion, fieldsOf count: Int) {
        self.text = text
        head = HTTPRequestHead(
            method: .get, path: "/", query: nil, version: version,
            fields: Array(repeating: HTTPField(name: "a", value: "b"), count: count))
    }

    /// A request line of exactly so many bytes.
    private init(requestLineOf bytes: Int) {
        let path = "/" + String(repeating: "a", count: bytes - "GET / HTTP/1.0".utf8.count)
        self.init("GET \(path) HTTP/1.0\r\n\r\n", .get, path, .http10, [:])
    }

    /// A head of exactly so many bytes.
    private init(headOf bytes: Int) {
        let value = String(repeating: "v", count: bytes - "GET / HTTP/1.0\r\nx:\r\n\r\n".utf8.count)
        self.init("GET / HTTP/1.0\r\nx:\(value)\r\n\r\n", .get, "/", .http10, ["x": value])
    }

    private static func fields(_ host: String) -> KeyValuePairs<String, String> { ["host": host] }
}

/// A head that is wrong, and why.
struct BadHead: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let error: HTTPRequestError

    var testDescription: String {
        "\(error): \(String(decoding: bytes.prefix(60), as: UTF8.self).debugDescription)"
    }

    init(_ error: HTTPRequestError, _ text: String) {
        bytes = Array(text.utf8)
        self.error = error
    }

    /// A head that is right but for one more field line.
    private init(_ error: HTTPRequestError, line: String) {
        self.init(error, "GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n")
    }

    private static let host = "\r\nHost: a\r\n\r\n"

    static let all = lines + requestLines + hosts + framing + limits

    private static let lines = [
        BadHead(.bareLineFeed, "GET / HTTP/1.1\nHost: a\n\n"),
        BadHead(.bareLineFeed, "\nGET / HTTP/1.1" + host),
        BadHead(.bareLineFeed, line: "a: b\nc: d"),
        BadHead(.bareLineFeed, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        BadHead(.bareCarriageReturn, line: "a: b\rc: d"),
        BadHead(.bareCarriageReturn, line: "a: b\r"),
        BadHead(.bareCarriageReturn, "GET /\r HTTP/1.1" + host),
        BadHead(.controlCharacter, line: "a: \0"),
        BadHead(.controlCharacter, line: "a\u{1}: b"),
        BadHead(.controlCharacter, line: "a: b\u{7f}"),
        BadHead(.controlCharacter, "GET /\0 HTTP/1.1" + host),
        BadHead(.controlCharacter, "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}"),
        BadHead(.foldedField, line: "a: b\r\n c"),
        BadHead(.foldedField, line: "a: b\r\n\tc"),
        BadHead(.foldedField, line: " "),
        BadHead(.foldedField, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        BadHead(.malformedField, line: "abc"),
        BadHead(.spaceBeforeColon, line: "a : b"),
        BadHead(.spaceBeforeColon, line: "a\t: b"),
        BadHead(.malformedFieldName, line: ": b"),
        BadHead(.malformedFieldName, line: "a b: c"),
        BadHead(.malformedFieldName, line: "a(b): c"),
        BadHead(.malformedFieldName, line: "ä: b"),
    ]

    private static let requestLines = [
        BadHead(.malformedRequestLine, "GET /\r\n\r\n"),
        BadHead(.malformedRequestLine, "GET  / HTTP/1.1" + host),
        BadHead(.malformedRequestLine, " GET / HTTP/1.1" + host),
        BadHead(.malformedRequestLine, "GET / HTTP/1.1 " + host),
        BadHead(.malformedRequestLine, "GET /a b HTTP/1.1" + host),
        BadHead(.malformedRequestLine, "GET\t/\tHTTP/1.1" + host),
        BadHead(.malformedRequestLine, "\r\n\r\nGET / HTTP/1.1" + host),
        BadHead(.malformedMethod, "G(T / HTTP/1.1" + host),
        BadHead(.malformedMethod, "GÉT / HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET * HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET metrics HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET ?a HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET /a#b HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET /\\ HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET /é HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET /% HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET /%0 HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET /?%gg HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET ftp://a/ HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET http:/a HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET http:///a HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET http://:80/a HTTP/1.1" + host),
        BadHead(.malformedTarget, "GET http://u@a/ HTTP/1.1" + host),
        BadHead(.malformedTarget, "CONNECT a:80 HTTP/1.1" + host),
        BadHead(.malformedVersion, "GET / http/1.1" + host),
        BadHead(.malformedVersion, "GET / HTTP/1" + host),
        BadHead(.malformedVersion, "GET / HTTP/1.10" + host),
        BadHead(.malformedVersion, "GET / HTTP/1,1" + host),
        BadHead(.malformedVersion, "GET / HTTP/x.1" + host),
        BadHead(.unsupportedVersion, "GET / HTTP/0.9" + host),
        BadHead(.unsupportedVersion, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ]

    private static let hosts = [
        BadHead(.missingHost, "GET / HTTP/1.1\r\n\r\n"),
        BadHead(.repeatedHost, line: "host: a"),
        BadHead(.repeatedHost, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
        BadHead(.malformedHost, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
        BadHead(.malformedHost, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        BadHead(.malformedHost, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
        BadHead(.malformedHost, "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"),
        BadHead(.malformedHost, "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
        BadHead(.malformedHost, "GET / HTTP/1.1\r\nHost: []\r\n\r\n"),
        BadHead(.malformedHost, "GET / HTTP/1.1\r\nHost: [::1]80\r\n\r\n"),
    ]

    private static let framing = [
        BadHead(.bodyNotAccepted, line: "Content-Length: 1"),
        BadHead(.bodyNotAccepted, line: "Content-Length: 99999999999999999999999999"),
        BadHead(.bodyNotAccepted, line: "Transfer-Encoding: Chunked"),
        BadHead(.malformedContentLength, line: "Content-Length:"),
        BadHead(.malformedContentLength, line: "Content-Length: +1"),
        BadHead(.malformedContentLength, line: "Content-Length: -1"),
        BadHead(.malformedContentLength, line: "Content-Length: 0x1"),
        BadHead(.malformedContentLength, line: "Content-Length: 0, 0"),
        BadHead(.repeatedContentLength, line: "Content-Length: 0\r\nContent-Length: 0"),
        BadHead(.repeatedContentLength, line: "Content-Length: 1\r\nContent-Length: 2"),
        BadHead(.contradictoryLength, line: "Content-Length: 0\r\nTransfer-Encoding: chunked"),
        BadHead(.unknownTransferCoding, line: "Transfer-Encoding: gzip"),
        BadHead(.unknownTransferCoding, line: "Transfer-Encoding: gzip, chunked"),
        BadHead(
            .unknownTransferCoding, line: "Transfer-Encoding: chunked\r\nTransfer-Encoding: x"),
        BadHead(.unknownTransferCoding, "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
    ]

    private static let limits = [
        BadHead(
            .requestLineTooLong,
            String(repeating: "G", count: HTTPHeadLimits.requestLineBytesMax + 1)),
        BadHead(
            .headTooLong,
            "GET / HTTP/1.0\r\nx:" + String(repeating: "v", count: HTTPHeadLimits.headBytesMax)),
        BadHead(
            .headTooLong,
            "GET / HTTP/1.0\r\nx:"
                + String(
                    repeating: "v",
                    count: HTTPHeadLimits.headBytesMax + 1
                        - "GET / HTTP/1.0\r\nx:\r\n\r\n".utf8.count) + "\r\n\r\n"),
        BadHead(
            .tooManyFields,
            "GET / HTTP/1.0\r\n"
                + String(repeating: "a: b\r\n", count: HTTPHeadLimits.fieldsMax + 1)),
    ]
}
