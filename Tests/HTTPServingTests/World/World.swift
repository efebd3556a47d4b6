import HTTPServing
import Testing
import Time

/// A server on two listeners, with a clock that the test moves and a network that it plays.
struct World {
    let loop = HandDrivenLoop()
    let time: HandMovedTime
    let listener: ScriptedListener
    let otherListener: ScriptedListener
    let observer = RecordingObserver()

    private init() {
        time = HandMovedTime()
        listener = ScriptedListener(time: time)
        otherListener = ScriptedListener(time: time)
    }

    /// Runs a server for as long as `body`, then stops it and sees that nothing is left of it.
    static func run(
        limits: HTTPLimits = .standard, handler: any HTTPHandler = Pages.router,
        _ body: (World) throws -> Void
    ) async throws {
        let world = World()
        let server = HTTPServer(
            time: world.time, limits: limits, handler: handler, observer: world.observer)
        try await withThrowingTaskGroup { group in
            for listener in [world.listener, world.otherListener] {
                group.addTask(executorPreference: world.loop) {
                    await server.serve(listener)
                    world.observer.serverEnded()
                }
            }
            world.loop.run()
            // Without this a test that throws would wait for tasks that nobody runs.
            defer {
                group.cancelAll()
                world.loop.run()
                #expect(world.observer.endedServers == 2, "cancelling ends the server at once")
                #expect(world.observer.openCount == 0, "every opened connection is closed")
            }
            try body(world)
        }
    }

    /// A client's connection, accepted.
    func connect() -> Pipe {
        let pipe = listener.connect()
        loop.run()
        return pipe
    }

    /// What the server writes in answer to `text`, sent on `pipe` or on a connection of its own.
    @discardableResult
    func exchange(_ text: String, on pipe: Pipe? = nil) -> [UInt8] {
        let pipe = pipe ?? connect()
        pipe.send(text)
        loop.run()
        return pipe.take()
    }

    /// Lets time pass, and the server do at each deadline what it does then.
    func advance(by duration: Duration) {
        let end = time.now + duration
        while time.step(towards: end) { loop.run() }
    }
}
