import HTTPServing
import Synchronization
import Testing

struct HTTPStreamTests {
    @Test func `a streamed body arrives in chunks as it was produced`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            let answer = try world.exchange(get("/stream"), on: pipe).onlyResponse()
            #expect(answer.fields["transfer-encoding"] == "chunked")
            #expect(answer.fields["content-length"] == nil)
            #expect(answer.fields["vary"] == "Accept-Encoding")
            #expect(answer.chunks == Array(repeating: 70_000, count: Pages.streamSlices))
            #expect(answer.body == Pages.streamBody)
            #expect(pipe.writeCount == Pages.streamSlices)
            #expect(try world.exchange(get("/"), on: pipe).onlyResponse().code == 200)
        }
    }

    @Test(arguments: ["", "Connection: keep-alive\r\n"])
    func `for HTTP/1.0 a streamed body ends with the connection`(field: String) async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            let request = "GET /stream HTTP/1.0\r\n\(field)\r\n"
            let answer = try world.exchange(request, on: pipe).onlyResponse()
            #expect(answer.fields["transfer-encoding"] == nil)
            #expect(answer.fields["connection"] == "close")
            #expect(answer.body == Pages.streamBody)
            #expect(pipe.isServerDone)
        }
    }

    @Test func `for HTTP/1.0 HEAD says that a streamed body would end the connection`()
        async throws
    {
        try await World.run { world throws in
            let pipe = world.connect()
            let request = "HEAD /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
            let answer = try world.exchange(request, on: pipe).onlyResponse(toHead: true)
            #expect(answer.fields["transfer-encoding"] == nil)
            #expect(answer.fields["connection"] == "close")
            #expect(pipe.isServerDone)
        }
    }

    @Test func `an empty slice does not end the body`() async throws {
        try await World.run { world throws in
            let answer = try world.exchange(get("/empty-slices")).onlyResponse()
            #expect(answer.chunks.isEmpty)
            #expect(answer.body.isEmpty)
        }
    }

    @Test func `the slices of two answers are produced in turn`() async throws {
        let log = SliceLog()
        let router = HTTPRouter([
            HTTPRoute(path: "/a", name: "a") { _ in
                Pages.stream(LoggedSlices(name: "a", log: log))
            },
            HTTPRoute(path: "/b", name: "b") { _ in
                Pages.stream(LoggedSlices(name: "b", log: log))
            },
        ])
        try await World.run(handler: router) { world throws in
            let pipes = [world.connect(), world.connect()]
            pipes[0].send(get("/a"))
            pipes[1].send(get("/b"))
            world.loop.run()
            #expect(log.names.withLock(\.self) == ["a", "b", "a", "b", "a", "b", "a", "b"])
        }
    }

    @Test func `no slice is made while the client does not take the one before`() async throws {
        let log = SliceLog()
        let router = HTTPRouter([
            HTTPRoute(path: "/a", name: "a") { _ in
                Pages.stream(LoggedSlices(name: "a", log: log))
            }
        ])
        try await World.run(handler: router) { world throws in
            let pipe = world.connect()
            pipe.setRoom(10)
            world.exchange(get("/a"), on: pipe)
            #expect(log.names.withLock(\.count) == 1)
            pipe.setRoom(.max)
            world.loop.run()
            #expect(log.names.withLock(\.count) == 4)
        }
    }
}

/// Who produced a slice, in order.
private final class SliceLog: Sendable {
    let names = Mutex<[String]>([])
}

private struct LoggedSlices: BodyProducer {
    let name: String
    let log: SliceLog
    var remaining = 4

    mutating func produce(into buffer: inout [UInt8]) -> Bool {
        log.names.withLock { $0.append(name) }
        buffer += name.utf8
        remaining -= 1
        return remaining > 0
    }
}
