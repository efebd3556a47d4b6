public import Network
import Synchronization

extension SimulatedNetwork {
    /// Listens on `endpoint`; a port above 49151 where it names none.
    ///
    /// Throws ``ListenError/inUse`` where somebody listens there already.
    public func listen(on endpoint: Endpoint) throws(ListenError) -> any StreamListener {
        let queue = AcceptQueue()
        guard let bound = bind(endpoint, queue) else { throw .inUse }
        return SimulatedListener(network: self, endpoint: bound, queue: queue)
    }
}

/// Connections that wait to be accepted.
final class AcceptQueue: Sendable {
    private struct State {
        var streams: [SimulatedStream] = []
        var acceptor: SimulatedWaits.Token?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Whether a connection can still be taken in.
    var hasRoom: Bool {
        state.withLock { !$0.isClosed && $0.streams.count < SimulationLimits.backlogMax }
    }

    func add(_ stream: SimulatedStream, _ loop: SimulatedLoop) {
        let acceptor = state.withLock { state in
            state.streams.append(stream)
            return state.acceptor
        }
        if let acceptor { loop.fire(acceptor) }
    }

    func take() -> SimulatedStream? {
        state.withLock { $0.streams.isEmpty ? nil : $0.streams.removeFirst() }
    }

    func setAcceptor(_ token: SimulatedWaits.Token?) {
        state.withLock { $0.acceptor = token }
    }

    /// Ends the queue; returns those whom nobody accepted.
    func close() -> [SimulatedStream] {
        state.withLock { state in
            defer { state.streams = [] }
            state.isClosed = true
            return state.streams
        }
    }
}

/// A listener of the simulated network; the end of the last reference closes it.
final class SimulatedListener: StreamListener {
    let endpoint: Endpoint
    private let network: SimulatedNetwork
    private let queue: AcceptQueue

    init(network: SimulatedNetwork, endpoint: Endpoint, queue: AcceptQueue) {
        self.network = network
        self.endpoint = endpoint
        self.queue = queue
    }

    deinit {
        network.unbind(endpoint)
        for stream in queue.close() { stream.reset() }
    }

    func accept() async throws(NetworkError) -> any ByteStream {
        while true {
            if let stream = queue.take() { return stream }
            let token = network.loop.open()
            queue.setAcceptor(token)
            let outcome = await network.loop.wait(token, until: .max)
            queue.setAcceptor(nil)
            if outcome == .cancelled { throw .cancelled }
        }
    }
}
