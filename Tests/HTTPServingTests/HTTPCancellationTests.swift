import HTTPServing
import Network
import Testing

struct HTTPCancellationTests {
    // World.run cancels the server after the closure, and sees that all has ended without a move
    // of the clock; these leave it in one state each.

    @Test(arguments: ["", "GET / H", get("/"), "\n"])
    func `a connection that waits for its client ends when the server stops`(
        text: String
    ) async throws {
        let pipes = Pipes()
        try await World.run { world throws in
            pipes.add(world.connect())
            world.exchange(text, on: pipes.last)
            #expect(pipes.last?.isClosed == false)
        }
        #expect(pipes.areClosed)
    }

    @Test func `an answer that waits for its reader ends when the server stops`() async throws {
        let pipes = Pipes()
        try await World.run { world throws in
            for path in ["/", "/stream"] {
                let pipe = world.connect()
                pipes.add(pipe)
                pipe.setRoom(10)
                world.exchange(get(path), on: pipe)
                #expect(!pipe.isClosed)
            }
        }
        #expect(pipes.areClosed)
    }

    @Test func `an answer without end ends when the server stops`() async throws {
        let pipes = Pipes()
        try await World.run { world throws in
            for path in ["/endless", "/nothing-endless"] {
                let pipe = world.listener.connect()
                pipes.add(pipe)
                pipe.send(get(path))
            }
            world.loop.run(batchesMax: 50)
        }
        #expect(pipes.areClosed)
    }

    @Test func `a pause after trouble ends when the server stops`() async throws {
        try await World.run { world throws in
            world.listener.fail(.local(.descriptors))
            world.loop.run()
            #expect(world.observer.errors == [.local(.descriptors)])
        }
    }

    @Test func `a refusal ends when the server stops`() async throws {
        let pipes = Pipes()
        try await World.run { world throws in
            for _ in 0...HTTPLimits.standard.connectionsMax { pipes.add(world.connect()) }
            #expect(pipes.last?.received.isEmpty == false)
        }
        #expect(pipes.areClosed)
    }
}

/// Connections that are looked at after the end of their world.
private final class Pipes {
    private var all: [Pipe] = []

    var last: Pipe? { all.last }
    var areClosed: Bool { !all.isEmpty && all.allSatisfy(\.isClosed) }

    func add(_ pipe: Pipe) { all.append(pipe) }
}
