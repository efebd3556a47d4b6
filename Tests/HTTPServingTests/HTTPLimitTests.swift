import HTTPServing
import Testing

struct HTTPLimitTests {
    private let limits = HTTPLimits.standard

    @Test func `the 65th connection is refused at once, on whichever listener`() async throws {
        try await World.run { world throws in
            let pipes = (0..<limits.connectionsMax).map { _ in world.connect() }
            #expect(world.observer.openCount == 64)
            for listener in [world.listener, world.otherListener] {
                let refused = listener.connect()
                world.loop.run()
                let answer = try refused.take().onlyResponse()
                #expect(answer.code == 503)
                #expect(answer.fields["connection"] == "close")
                #expect(answer.fields["retry-after"] == "5")
                refused.finish()
                world.loop.run()
                #expect(refused.isClosed)
            }
            #expect(try world.exchange(get("/"), on: pipes[63]).onlyResponse().code == 200)
            pipes[0].finish()
            world.loop.run()
            #expect(try world.exchange(get("/")).onlyResponse().code == 200)
        }
    }

    @Test func `more refusals than can be made are closed without a word`() async throws {
        try await World.run { world throws in
            for _ in 0..<limits.connectionsMax { _ = world.connect() }
            let refused = (0..<limits.refusalsMax).map { _ in world.connect() }
            let dropped = world.connect()
            #expect(dropped.isClosed)
            #expect(dropped.received.isEmpty)
            #expect(try refused[15].take().onlyResponse().code == 503)
            // A refusal is over after a second, whatever the client does.
            world.advance(by: limits.lingerTimeout)
            #expect(refused.filter { !$0.isClosed }.isEmpty)
        }
    }

    @Test func `a refusal that the client does not read is over after a second`() async throws {
        try await World.run { world throws in
            for _ in 0..<limits.connectionsMax { _ = world.connect() }
            let refused = world.listener.connect()
            refused.setRoom(1)
            world.loop.run()
            world.advance(by: limits.lingerTimeout - .nanoseconds(1))
            #expect(!refused.isClosed)
            world.advance(by: .nanoseconds(1))
            #expect(refused.isClosed)
        }
    }

    @Test(arguments: ["/stream", "/long"])
    func `the ninth long body is refused, and its connection kept`(path: String) async throws {
        try await World.run { world throws in
            let readers = (0..<limits.streamsMax).map { _ in world.connect() }
            for reader in readers {
                reader.setRoom(1_000)
                reader.send(get(path))
                world.loop.run()
            }
            let ninth = world.connect()
            let answer = try world.exchange(get(path), on: ninth).onlyResponse()
            #expect(answer.code == 503)
            #expect(answer.fields["retry-after"] == "5")
            #expect(try world.exchange(get("/"), on: ninth).onlyResponse().code == 200)
            let head = world.exchange("HEAD" + get(path).dropFirst(3), on: ninth)
            #expect(try head.onlyResponse(toHead: true).code == 200)
            readers[0].setRoom(.max)
            world.loop.run()
            #expect(try world.exchange(get(path), on: ninth).onlyResponse().code == 200)
            #expect(world.observer.answers.filter { $0 == "stream 503" }.count == 1)
        }
    }

    @Test func `the last request of a connection is told so`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            for number in 1...limits.requestsPerConnectionMax {
                let answer = try world.exchange(get("/"), on: pipe).onlyResponse()
                #expect(
                    answer.fields["connection"]
                        == (number == limits.requestsPerConnectionMax ? "close" : nil))
            }
            #expect(pipe.isServerDone)
        }
    }

    @Test func `a connection is read a little at a time`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            let answers = try world.exchange(
                String(repeating: get("/"), count: 500), on: pipe
            ).responses()
            #expect(answers.count == 500)
            #expect(pipe.readLimitMax == limits.readBytesMax)
        }
    }

    @Test func `after the last answer only so much is read and dropped`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            world.exchange("\n", on: pipe)
            #expect(pipe.isServerDone)
            pipe.send(Array(repeating: 0, count: limits.lingerBytesMax - 1))
            world.loop.run()
            #expect(!pipe.isClosed)
            pipe.send([0])
            world.loop.run()
            #expect(pipe.isClosed)
        }
    }
}
