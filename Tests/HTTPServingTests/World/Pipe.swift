import Network
import Synchronization
import Time

/// A connection in memory: the test holds this, the server holds a ``ServerEnd``.
final class Pipe: Sendable {
    fileprivate struct State {
        var toServer: [UInt8] = []
        var isClientDone = false
        var isReset = false
        var toClient: [UInt8] = []
        /// How many bytes the client takes before the server has to wait.
        var room = Int.max
        var isServerDone = false
        var isClosed = false
        var waiter: Int?
        var writeCount = 0
        var readLimitMax = 0
    }

    fileprivate let state = Mutex(State())
    fileprivate let time: HandMovedTime

    init(time: HandMovedTime) {
        self.time = time
    }

    /// What the server has written and the test has not taken.
    var received: [UInt8] { state.withLock(\.toClient) }
    /// Whether the server has said that it will write no more.
    var isServerDone: Bool { state.withLock(\.isServerDone) }
    /// Whether the server has dropped its end.
    var isClosed: Bool { state.withLock(\.isClosed) }
    /// How often the server has written.
    var writeCount: Int { state.withLock(\.writeCount) }
    /// The most bytes that the server has asked for at once.
    var readLimitMax: Int { state.withLock(\.readLimitMax) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) { change { $0.toServer += bytes } }

    /// Says that the client sends no more.
    func finish() { change { $0.isClientDone = true } }

    func reset() { change { $0.isReset = true } }

    func setRoom(_ bytes: Int) { change { $0.room = bytes } }

    /// Hands out what the server has written.
    func take() -> [UInt8] {
        state.withLock { state in
            defer { state.toClient.removeAll() }
            return state.toClient
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let waiter = state.withLock { state in
            body(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        if let waiter { time.wake(waiter) }
    }
}

/// The end that the server reads and writes.
final class ServerEnd: ByteStream {
    private let pipe: Pipe

    init(_ pipe: Pipe) {
        self.pipe = pipe
    }

    deinit {
        pipe.state.withLock { $0.isClosed = true }
    }

    var peer: Endpoint { Endpoint(address: .loopback4, port: 40_000) }
    var localEndpoint: Endpoint? { Endpoint(address: .loopback4, port: 9_115) }

    func read(
        into buffer: inout [UInt8], atMost limit: Int, deadline: Instant
    ) async throws(NetworkError) -> Int {
        while true {
            let bytes: [UInt8]? = try pipe.state.withLock { state throws(NetworkError) in
                state.readLimitMax = max(state.readLimitMax, limit)
                if state.isReset { throw .reset }
                let bytes = Array(state.toServer.prefix(limit))
                state.toServer.removeFirst(bytes.count)
                return bytes.isEmpty && !state.isClientDone ? nil : bytes
            }
            if let bytes {
                buffer += bytes
                return bytes.count
            }
            try await wait(until: deadline)
        }
    }

    func write(_ bytes: [UInt8], deadline: Instant) async throws(NetworkError) {
        var rest = bytes[...]
        pipe.state.withLock { $0.writeCount += 1 }
        while true {
            try pipe.state.withLock { state throws(NetworkError) in
                if state.isReset { throw .reset }
                let piece = rest.prefix(state.room)
                state.toClient += piece
                state.room -= piece.count
                rest = rest.dropFirst(piece.count)
            }
            guard !rest.isEmpty else { return }
            try await wait(until: deadline)
        }
    }

    func finishWriting() {
        pipe.state.withLock { $0.isServerDone = true }
    }

    private func wait(until deadline: Instant) async throws(NetworkError) {
        let token = pipe.time.makeToken()
        pipe.state.withLock { $0.waiter = token }
        switch await pipe.time.wait(token, until: deadline) {
        case .event: return
        case .deadline: throw .timeout
        case .cancelled: throw .cancelled
        }
    }
}
