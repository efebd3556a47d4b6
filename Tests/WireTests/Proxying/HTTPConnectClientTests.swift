import Testing
import Wire

struct HTTPConnectClientTests {
    static let answers = tunnels + statuses + faults

    private static let tunnels = [
        ProxyAnswer("HTTP/1.1 200 Connection established\r\n\r\n", .tunnel(rest: [])),
        ProxyAnswer("HTTP/1.0 200 OK\r\nVia: x\r\n\r\n", .tunnel(rest: [])),
        ProxyAnswer("HTTP/1.1 200\r\n\r\n", .tunnel(rest: [])),
        ProxyAnswer("HTTP/1.1 200 \r\n\r\n", .tunnel(rest: [])),
        ProxyAnswer("HTTP/1.1 299 ü\r\nContent-Length: 3\r\n\r\nabc", tunnel("abc")),
        ProxyAnswer("HTTP/1.1 200 OK\r\n\r\n\r\nSSH-2.0\n\0", tunnel("\r\nSSH-2.0\n\0")),
        ProxyAnswer(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 x\r\na: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
            tunnel("x")),
        ProxyAnswer("", .unfinished), ProxyAnswer("HTTP/1.1 200 OK\r\n", .unfinished),
        ProxyAnswer("HTTP/1.1 503 No\r\nProxy-Status: x\r\n\r", .unfinished),
    ]

    private static let statuses = [
        failed(407, .authentication("the proxy answered 407")),
        failed(401, .authentication("the proxy answered 401")),
        failed(403, .refused("the proxy answered 403")),
        failed(101, .refused("the proxy answered 101")),
        failed(301, .refused("the proxy answered 301")),
        failed(502, .refused("the proxy answered 502")),
        failed(503, .refused("the proxy answered 503")),
        failed(504, .destination(.timeout, "the proxy answered 504")),
        failed(
            502, fields: "Proxy-Status: p; error=connection_refused\r\n",
            .destination(.refused, "the proxy answered 502 (connection_refused)")),
        failed(
            503,
            fields:
                "PROXY-STATUS: a;error=dns_error, \"b,;error=x\\\"\"; Error=Connection_Timeout\r\n",
            .destination(.timeout, "the proxy answered 503 (connection_timeout)")),
        failed(
            502,
            fields: "Proxy-Status: p; error=destination_ip_unroutable; details=\"x\"\r\nA: b\r\n",
            .destination(
                .networkUnreachable, "the proxy answered 502 (destination_ip_unroutable)")),
        failed(
            502, fields: "Proxy-Status: p; error=dns_error\r\n",
            .refused("the proxy answered 502 (dns_error)")),
        failed(
            502, fields: "Proxy-Status: p; error=made_up\r\n", .refused("the proxy answered 502")),
        failed(
            502, fields: "Proxy-Status: \"; error=connection_refused\"\r\n",
            .refused("the proxy answered 502")),
    ]

    private static let faults = [
        fault("SSH-2.0-OpenSSH\r\n", "the proxy's answer is no HTTP/1.1"),
        fault("HTTP/2.0 200 OK\r\n", "the proxy's answer is no HTTP/1.1"),
        fault("HTTP/1.1 20 OK\r\n", "the proxy's answer is no HTTP/1.1"),
        fault("HTTP/1.1 2x0 OK\r\n", "the proxy's answer has no status"),
        fault("HTTP/1.1  200 OK\r\n", "the proxy's answer is no HTTP/1.1"),
        fault("HTTP/1.1 2000 OK\r\n", "the proxy's answer is no HTTP/1.1"),
        fault("HTTP/1.1 099 OK\r\n", "the proxy's answer has no status"),
        fault("\r\n", "the proxy's answer is no HTTP/1.1"),
        fault(
            "HTTP/1.1 200 OK\n\n",
            "the proxy's answer is no HTTP: a line ends in LF without CR"),
        fault(
            "HTTP/1.1 200 OK\r\r\n",
            "the proxy's answer is no HTTP: a CR is not followed by LF"),
        ProxyAnswer(
            [5, 0],
            .failed(.refused("the proxy's answer is no HTTP: its head holds a control character"))),
        fault(
            "HTTP/1.1 200 OK\r\nx: "
                + String(repeating: "v", count: HTTPHeadLimits.headBytesMax),
            "the proxy's answer is no HTTP: its head has more than 8192 bytes"),
        fault(
            String(
                repeating: "HTTP/1.1 100 Continue\r\n\r\n",
                count: ProxyingLimits.interimAnswersMax + 1),
            "the proxy sends one answer of the kind 1xx after another"),
    ]

    private static func tunnel(_ text: String) -> ProxyTalk.End { .tunnel(rest: Array(text.utf8)) }

    private static func failed(
        _ status: Int, fields: String = "", _ failure: ProxyFailure
    ) -> ProxyAnswer {
        ProxyAnswer("HTTP/1.1 \(status) Words\r\n\(fields)\r\n<html>", .failed(failure))
    }

    private static func fault(_ text: String, _ words: String) -> ProxyAnswer {
        ProxyAnswer(text, .failed(.refused(words)))
    }

    @Test(arguments: answers)
    func `an answer is read the same in pieces of any size`(answer: ProxyAnswer) {
        for size in [1, 2, 7, 10_000] {
            let client = HTTPConnectClient(to: .api, credentials: nil)
            let talk = ProxyTalk(client, fed: answer.bytes, pieces: size)
            #expect(talk.end == answer.end, "pieces of \(size)")
        }
    }

    @Test(arguments: [
        (ProxyDestination.api, "api.example.com:443"), (.ip4, "192.0.2.1:8080"),
        (.ip6, "[2001:db8::1]:443"),
    ])
    func `the request names the destination twice`(
        destination: ProxyDestination, authority: String
    ) {
        let talk = ProxyTalk(
            HTTPConnectClient(to: destination, credentials: nil), fed: [], pieces: 1)
        #expect(talk.sent == talk.request)
        #expect(
            String(decoding: talk.sent, as: UTF8.self)
                == "CONNECT \(authority) HTTP/1.1\r\nHost: \(authority)\r\n\r\n")
    }

    /// The values are those of coreutils' base64; the first is that of RFC 7617 section 2.
    @Test(arguments: [
        ("Aladdin", Array("open sesame".utf8), "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ("a", Array("b".utf8), "YTpi"), ("a", Array("bc".utf8), "YTpiYw=="),
        ("a", Array("bcd".utf8), "YTpiY2Q="), ("ü", [0xff, 0xfe], "w7w6//4="),
    ])
    func `credentials are sent in Basic`(username: String, password: [UInt8], text: String) {
        let client = HTTPConnectClient(
            to: .api, credentials: ProxyCredentials(username: username, password: password))
        let sent = String(decoding: ProxyTalk(client, fed: [], pieces: 1).sent, as: UTF8.self)
        #expect(sent.hasSuffix("\r\nProxy-Authorization: Basic \(text)\r\n\r\n"))
    }
}
