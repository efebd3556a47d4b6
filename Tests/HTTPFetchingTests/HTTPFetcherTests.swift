import HTTPFetching
import Network
import Simulation
import Testing
import Time
import Wire

struct HTTPFetcherTests {
    private static let answers = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nhello",
        "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    ]

    @Test(arguments: answers)
    func `a document is fetched, however its end is told`(answer: String) throws {
        let scene = FetchScene(answer: answer)
        let outcome = try scene.fetch()
        #expect(outcome.status == 200)
        #expect(outcome.text == "hello")
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: answers)
    func `a document that comes in single bytes is the same document`(answer: String) throws {
        let bytes = answer.utf8.flatMap { [ServerAct.wait(.milliseconds(1)), .send([$0])] }
        let scene = FetchScene(
            .accepts(.scripted { ScriptedConversation(reply: bytes + [.finish]) }))
        #expect(try scene.fetch().text == "hello")
    }

    @Test func `the answer is over with its last byte, although the connection is not`() throws {
        let outcome = try FetchScene(.send(Array(Self.answers[0].utf8))).fetch()
        #expect(outcome.text == "hello")
        // The name, the connection and the exchange: a way there and one back for each.
        #expect(outcome.duration == FetchScene.oneWay * 6)
    }

    @Test(arguments: [204, 301, 304, 401, 404, 500, 503])
    func `every status is an answer, and no redirect is followed`(status: Int) throws {
        let scene = FetchScene(
            answer: "HTTP/1.1 \(status) Words\r\nLocation: http://b.example/\r\n"
                + "Retry-After: 3\r\nContent-Length: 0\r\n\r\n")
        let outcome = try scene.fetch()
        #expect(outcome.status == status)
        #expect(outcome.text == "")
        let response = try outcome.result.get()
        #expect(response.head.value(of: "retry-after") == "3")
        #expect(scene.world.resolver.queryCount == 1)
    }

    @Test func `what is asked is what was to be asked`() throws {
        let wanted =
            "GET /targets?team=mail HTTP/1.1\r\nHost: inventory.example:8080\r\n"
            + "User-Agent: sonde/1.0\r\nX-Prometheus-Refresh-Interval-Seconds: 60\r\n"
            + "Accept-Encoding: identity\r\nConnection: close\r\n\r\n"
        let scene = FetchScene(
            .accepts(.scripted { ServerTurns([.hear(wanted), .say(Self.answers[0])]) }),
            port: 8080)
        let outcome = try scene.fetch(
            "http://inventory.example:8080/targets?team=mail",
            fields: [
                try HTTPRequestField("User-Agent", "sonde/1.0"),
                try HTTPRequestField("X-Prometheus-Refresh-Interval-Seconds", "60"),
            ])
        #expect(outcome.text == "hello")
    }

    @Test func `a document may have as many bytes as it may, and not one more`() throws {
        for framing in ["", "Content-Length: 1000\r\n"] {
            let body = String(repeating: "a", count: 1_000)
            let scene = FetchScene(answer: "HTTP/1.1 200 OK\r\n\(framing)\r\n\(body)")
            #expect(try scene.fetch(bodyBytesMax: 1_000).text == body)
            #expect(
                try scene.fetch(bodyBytesMax: 999).error == .tooLarge(bodyBytesMax: 999))
        }
    }

    @Test func `a document without end is cut when it is too large`() throws {
        let piece = Array(repeating: UInt8(ascii: "a"), count: 100)
        let head = ServerAct.send(Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
        let pieces = Array(repeating: [ServerAct.wait(.milliseconds(1)), .send(piece)], count: 99)
        let scene = FetchScene(
            .accepts(.scripted { ScriptedConversation(reply: [head] + pieces.flatMap(\.self)) }))
        let outcome = try scene.fetch()
        #expect(outcome.error == .tooLarge(bodyBytesMax: FetchScene.bodyBytesMax))
        #expect(outcome.duration < .milliseconds(100))
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
    ])
    func `what is no answer is malformed`(answer: String) throws {
        guard case .malformed = try FetchScene(answer: answer).fetch().error else {
            Issue.record("it was taken for an answer")
            return
        }
    }

    @Test(arguments: [
        "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    ])
    func `an answer that ends too early is none`(answer: String) throws {
        #expect(try FetchScene(answer: answer).fetch().error == .closedEarly)
    }

    @Test func `a connection that is closed or reset at once is told as that`() throws {
        #expect(try FetchScene(.closesAfterAccept).fetch().error == .closedEarly)
        #expect(try FetchScene(.resetsAfterAccept).fetch().error == .reset)
        let half = Array("HTTP/1.1 200 OK\r\n\r\nhello".utf8)
        #expect(try FetchScene(.send(half), .reset).fetch().error == .reset)
    }
}
