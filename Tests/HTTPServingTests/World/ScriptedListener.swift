import Network
import Synchronization
import Time

/// A listener whose connections and errors the test makes.
final class ScriptedListener: StreamListener {
    private struct State {
        var backlog: [Result<ServerEnd, NetworkError>] = []
        var waiter: Int?
        var acceptCount = 0
    }

    private let state = Mutex(State())
    private let time: HandMovedTime

    init(time: HandMovedTime) {
        self.time = time
    }

    var endpoint: Endpoint { Endpoint(address: .loopback4, port: 9_115) }

    /// How often the server has asked for a connection.
    var acceptCount: Int { state.withLock(\.acceptCount) }

    func connect() -> Pipe {
        let pipe = Pipe(time: time)
        add(.success(ServerEnd(pipe)))
        return pipe
    }

    func fail(_ error: NetworkError) {
        add(.failure(error))
    }

    func accept() async throws(NetworkError) -> any ByteStream {
        state.withLock { $0.acceptCount += 1 }
        while true {
            let next = state.withLock { $0.backlog.isEmpty ? nil : $0.backlog.removeFirst() }
            if let next { return try next.get() }
            let token = time.makeToken()
            state.withLock { $0.waiter = token }
            guard await time.wait(token, until: .distantFuture) == .event else {
                throw .cancelled
            }
        }
    }

    private func add(_ arrival: Result<ServerEnd, NetworkError>) {
        let waiter = state.withLock { state in
            state.backlog.append(arrival)
            defer { state.waiter = nil }
            return state.waiter
        }
        if let waiter { time.wake(waiter) }
    }
}
