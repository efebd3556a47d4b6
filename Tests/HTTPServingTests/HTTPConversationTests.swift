import HTTPServing
import Testing
import Wire

struct HTTPConversationTests {
    @Test func `a connection is kept for the next request`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            for _ in 0..<3 {
                let answer = try world.exchange(get("/"), on: pipe).onlyResponse()
                #expect(answer.code == 200)
                #expect(answer.text == "Hello.\n")
                #expect(answer.fields["connection"] == nil)
            }
            #expect(!pipe.isClosed)
            #expect(world.observer.answers == ["index 200", "index 200", "index 200"])
        }
    }

    @Test func `requests that arrive together are answered in their order`() async throws {
        try await World.run { world throws in
            let requests = get("/") + get("/stream") + get("/x") + get("/", "Accept: a/b\r\n")
            let answers = try world.exchange(requests).responses()
            #expect(answers.map(\.code) == [200, 200, 404, 200])
            #expect(answers[1].body == Pages.streamBody)
        }
    }

    @Test func `a request may arrive byte by byte`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            for byte in (get("/") + get("/x")).utf8 {
                pipe.send([byte])
                world.loop.run()
            }
            #expect(try pipe.take().responses().map(\.code) == [200, 404])
        }
    }

    @Test(arguments: [
        ("HTTP/1.1", "Connection: close\r\n", "close"), ("HTTP/1.0", "", "close"),
        ("HTTP/1.0", "Connection: keep-alive\r\n", "keep-alive"), ("HTTP/1.1", "", nil),
    ])
    func `a connection ends after the answer where the client wants it so`(
        version: String, field: String, said: String?
    ) async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            let request = "GET / \(version)\r\nHost: a\r\n\(field)\r\n"
            let answer = try world.exchange(request + get("/"), on: pipe).responses()
            #expect(answer.first?.fields["connection"] == said)
            #expect(answer.count == (said == "close" ? 1 : 2))
            #expect(pipe.isServerDone == (said == "close"))
            pipe.finish()
            world.loop.run()
            #expect(pipe.isClosed)
        }
    }

    @Test func `every answer says its date and type, and is neither guessed at nor kept`()
        async throws
    {
        try await World.run { world throws in
            for request in [get("/"), get("/stream"), get("/x"), "POST" + get("/"), "\n"] {
                let answer = try world.exchange(request).onlyResponse()
                #expect(answer.fields["date"] == "Sun, 06 Nov 1994 08:49:37 GMT")
                #expect(answer.fields["content-type"]?.hasPrefix("text/plain") == true)
                #expect(answer.fields["x-content-type-options"] == "nosniff")
                #expect(answer.fields["cache-control"] == "no-store")
            }
        }
    }

    @Test func `what the client takes is told to the handler`() async throws {
        try await World.run { world throws in
            let fields = "Accept: text/plain\r\nAccept-Encoding: gzip\r\n"
            #expect(
                try world.exchange(get("/accept", fields)).onlyResponse().text == "text/plain gzip")
            #expect(try world.exchange(get("/accept")).onlyResponse().text == "- -")
            #expect(try world.exchange(get("/accept?q=1")).onlyResponse().code == 200)
        }
    }

    @Test(arguments: ["/", "/stream", "/x"])
    func `HEAD is answered like GET without the body`(path: String) async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            let whole = try world.exchange(get(path), on: pipe).onlyResponse()
            let head = try world.exchange("HEAD" + get(path).dropFirst(3), on: pipe)
                .onlyResponse(toHead: true)
            #expect(head.code == whole.code)
            #expect(head.fields == whole.fields)
            #expect(try world.exchange(get("/"), on: pipe).onlyResponse().code == 200)
        }
    }

    @Test func `an unknown path is not found and counted without its name`() async throws {
        try await World.run { world throws in
            for path in ["/x", "/stream/", "/Stream", "/%2f", "//"] {
                #expect(try world.exchange(get(path)).onlyResponse().code == 404)
            }
            #expect(Set(world.observer.answers) == ["unknown 404"])
        }
    }

    @Test(arguments: ["POST /", "PUT /", "DELETE /x", "OPTIONS *", "get /", "TRACE /"])
    func `methods other than GET and HEAD are not allowed`(start: String) async throws {
        try await World.run { world throws in
            let answer = try world.exchange("\(start) HTTP/1.1\r\nHost: a\r\n\r\n").onlyResponse()
            #expect(answer.code == 405)
            #expect(answer.fields["allow"] == "GET, HEAD")
            #expect(answer.fields["connection"] == nil)
        }
    }

    @Test(arguments: [
        (400, "GET /\n"), (400, "GET / HTTP/1.1\r\n\r\n"), (505, "GET / HTTP/2.0\r\n"),
        (413, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\nHost: secret-echo\r\nsecret-echo\r\n"),
        (414, "GET /" + String(repeating: "a", count: HTTPHeadLimits.requestLineBytesMax)),
        (431, "GET / HTTP/1.1\r\na:" + String(repeating: "a", count: HTTPHeadLimits.headBytesMax)),
    ])
    func `a wrong request is told what is wrong, and is the last`(
        code: Int, request: String
    ) async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            let bytes = world.exchange(request + "abc" + get("/"), on: pipe)
            let answer = try bytes.onlyResponse()
            #expect(answer.code == code)
            #expect(answer.fields["connection"] == "close")
            #expect(answer.text.hasSuffix(".\n"))
            #expect(bytes.firstRange(of: Array("secret-echo".utf8)) == nil)
            #expect(pipe.isServerDone)
            #expect(world.observer.answers == ["server \(code)"])
        }
    }

    @Test func `a client that leaves in the middle of a request gets no answer`() async throws {
        try await World.run { world throws in
            for end in [{ $0.finish() }, { $0.reset() }] as [(Pipe) -> Void] {
                let pipe = world.connect()
                world.exchange("GET / HT", on: pipe)
                end(pipe)
                world.loop.run()
                #expect(pipe.isClosed)
                #expect(pipe.received.isEmpty)
            }
            #expect(world.observer.answers.isEmpty)
        }
    }

    @Test func `a client that has said all it has to say is answered still`() async throws {
        try await World.run { world throws in
            let pipe = world.listener.connect()
            pipe.send(get("/") + get("/x"))
            pipe.finish()
            world.loop.run()
            #expect(try pipe.take().responses().map(\.code) == [200, 404])
            #expect(pipe.isClosed)
        }
    }
}

/// A request for `path` with these further field lines.
func get(_ path: String, _ fields: String = "") -> String {
    "GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
}
