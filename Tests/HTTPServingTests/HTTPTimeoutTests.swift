import HTTPServing
import Network
import Testing
import Time

struct HTTPTimeoutTests {
    private let limits = HTTPLimits.standard
    private let moment = Duration.nanoseconds(1)

    @Test func `a head that is not there after five seconds is answered with 408`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            // A byte a second does not make the time longer.
            for byte in "GET /".utf8.dropLast() {
                world.advance(by: .seconds(1))
                pipe.send([byte])
                world.loop.run()
            }
            world.advance(by: .seconds(1) - moment)
            #expect(pipe.received.isEmpty)
            world.advance(by: moment)
            let answer = try pipe.take().onlyResponse()
            #expect(answer.code == 408)
            #expect(answer.fields["connection"] == "close")
            #expect(pipe.isServerDone)
            world.advance(by: limits.lingerTimeout)
            #expect(pipe.isClosed)
            #expect(world.observer.answers == ["server 408"])
        }
    }

    @Test func `a later head has five seconds from its first byte`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            world.exchange(get("/"), on: pipe)
            world.advance(by: .seconds(29))
            world.exchange("G", on: pipe)
            world.advance(by: .seconds(3))
            // Another byte does not make the time longer.
            world.exchange("E", on: pipe)
            world.advance(by: limits.headTimeout - .seconds(3) - moment)
            #expect(pipe.received.isEmpty)
            world.advance(by: moment)
            #expect(try pipe.take().onlyResponse().code == 408)
        }
    }

    @Test func `a head that arrived with the request before has five seconds from then`()
        async throws
    {
        try await World.run { world throws in
            let pipe = world.connect()
            world.exchange(get("/") + "GET", on: pipe)
            world.advance(by: limits.headTimeout)
            #expect(try pipe.take().onlyResponse().code == 408)
        }
    }

    @Test func `a new connection that says nothing is closed without a word`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            world.advance(by: limits.headTimeout - moment)
            #expect(!pipe.isClosed)
            world.advance(by: moment)
            #expect(pipe.isClosed)
            #expect(pipe.received.isEmpty)
        }
    }

    @Test func `a silent connection is closed after thirty seconds without a word`() async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            for _ in 0..<2 {
                #expect(try world.exchange(get("/"), on: pipe).onlyResponse().code == 200)
                world.advance(by: limits.idleTimeout - moment)
                #expect(!pipe.isClosed)
            }
            world.advance(by: moment)
            #expect(pipe.isClosed)
            #expect(pipe.received.isEmpty)
        }
    }

    @Test func `a slow reader is cut after thirty seconds and keeps nobody waiting`() async throws {
        try await World.run { world throws in
            let slow = world.connect()
            slow.setRoom(1_000)
            slow.send(get("/stream"))
            world.loop.run()
            for _ in 0..<29 {
                world.advance(by: .seconds(1))
                slow.setRoom(1_000)
                world.loop.run()
                #expect(try world.exchange(get("/")).onlyResponse().code == 200)
            }
            #expect(!slow.isClosed)
            world.advance(by: .seconds(1))
            #expect(slow.isClosed)
            #expect(slow.received.count == 30_000)
        }
    }

    @Test(arguments: ["/endless", "/nothing-endless"])
    func `an answer without end is cut after thirty seconds`(path: String) async throws {
        try await World.run { world throws in
            let pipe = world.connect()
            pipe.send(get(path))
            world.loop.run(batchesMax: 50)
            #expect(try world.connectWhileBusy().onlyResponse().code == 200)
            _ = world.time.step(towards: world.time.now + limits.responseTimeout)
            world.loop.run()
            #expect(pipe.isClosed)
        }
    }

    @Test func `a client that goes on after the last answer is closed after a second`() async throws
    {
        try await World.run { world throws in
            let pipe = world.connect()
            world.exchange("\n", on: pipe)
            for _ in 0..<9 {
                world.advance(by: .milliseconds(100))
                pipe.send("more")
                world.loop.run()
                #expect(!pipe.isClosed)
            }
            world.advance(by: .milliseconds(100))
            #expect(pipe.isClosed)
        }
    }

    @Test(arguments: LocalTrouble.allCases)
    func `after trouble of ours nothing is accepted for half a second`(
        trouble: LocalTrouble
    ) async throws {
        try await World.run { world throws in
            let before = world.listener.acceptCount
            world.listener.fail(.local(trouble))
            let pipe = world.connect()
            #expect(world.observer.errors == [.local(trouble)])
            #expect(world.listener.acceptCount == before)
            world.advance(by: limits.acceptPause - moment)
            #expect(world.observer.openCount == 0)
            world.advance(by: moment)
            #expect(world.observer.openCount == 1)
            #expect(try world.exchange(get("/"), on: pipe).onlyResponse().code == 200)
        }
    }

    @Test func `a connection that ended before it was accepted holds up nobody`() async throws {
        try await World.run { world throws in
            for _ in 0..<3 { world.listener.fail(.reset) }
            #expect(try world.exchange(get("/")).onlyResponse().code == 200)
            #expect(world.observer.errors.isEmpty)
        }
    }
}

extension World {
    /// The answer to a new client while another keeps the loop busy for ever.
    fileprivate func connectWhileBusy() -> [UInt8] {
        let pipe = listener.connect()
        pipe.send(get("/"))
        loop.run(batchesMax: 50)
        return pipe.take()
    }
}
