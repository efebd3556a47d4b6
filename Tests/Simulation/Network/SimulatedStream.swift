import Network
import Synchronization
import Time

/// One end of a simulated connection; the end of the last reference closes it.
final class SimulatedStream: ByteStream {
    /// Who is at the other end.
    enum Far {
        /// Another stream, which reads from this pipe.
        case stream(Pipe)
        /// A server without tasks, which answers as soon as it is spoken to.
        case server(ServerEnd)
    }

    let peer: Endpoint
    let localEndpoint: Endpoint?
    private let network: SimulatedNetwork
    private let link: Link
    private let incoming: Pipe
    private let far: Far

    init(
        network: SimulatedNetwork, peer: Endpoint, localEndpoint: Endpoint? = nil, link: Link,
        incoming: Pipe = Pipe(), far: Far
    ) {
        self.network = network
        self.peer = peer
        self.localEndpoint = localEndpoint
        self.link = link
        self.incoming = incoming
        self.far = far
        network.countOpen(1)
        if case .server(let server) = far {
            server.open(incoming, at: network.loop.now.nanoseconds, network, link)
        }
    }

    deinit {
        // Linux resets a connection whose owner closes it without having read everything.
        end(isReset: incoming.abandon())
        network.countOpen(-1)
    }

    func read(
        into buffer: inout [UInt8], atMost limit: Int, deadline: Instant
    ) async throws(NetworkError) -> Int {
        precondition(limit > 0, "a read of nothing cannot be told from the end")
        while true {
            let now = network.loop.now.nanoseconds
            let (look, writer) = incoming.look(&buffer, limit, at: now)
            switch look {
            case .bytes(let count):
                wake(writer)
                return count
            case .end: return 0
            case .reset: throw .reset
            case .nothingUntil(let arrival):
                if deadline.nanoseconds <= now { throw .timeout }
                let token = network.loop.open()
                incoming.setReader(token)
                let instant = min(arrival, deadline.nanoseconds)
                let outcome = await network.loop.wait(token, until: instant)
                incoming.setReader(nil)
                if outcome == .cancelled { throw .cancelled }
            }
        }
    }

    func write(_ bytes: [UInt8], deadline: Instant) async throws(NetworkError) {
        var offset = 0
        while offset < bytes.count {
            let now = network.loop.now.nanoseconds
            if incoming.resetArrival <= now { throw .reset }
            switch far {
            case .server(let server):
                server.receive(bytes, into: incoming, at: now, network, link)
                return
            case .stream(let pipe):
                let count = min(pipe.room, bytes.count - offset)
                if count > 0 && pipe.isReaderGone {
                    refuseBytes()
                    // What fits into the kernel's buffer is taken; the error comes with the next.
                    if bytes.count - offset <= SimulationLimits.unreadBytesMax { return }
                    try await waitForRoom(pipe, deadline, now)
                } else if count > 0 {
                    let piece = Array(bytes[offset..<offset + count])
                    let delay = network.drawSegment(link).delay
                    wake(pipe.send(piece, arriving: now + delay))
                    offset += count
                } else {
                    try await waitForRoom(pipe, deadline, now)
                }
            }
        }
    }

    func finishWriting() {
        end(isReset: false)
    }

    /// Breaks the connection off.
    func reset() {
        end(isReset: true)
    }

    private func waitForRoom(
        _ pipe: Pipe, _ deadline: Instant, _ now: Int64
    ) async throws(NetworkError) {
        if deadline.nanoseconds <= now { throw .timeout }
        let token = network.loop.open()
        pipe.setWriter(token)
        // Nobody reads while this task writes, so that it can hear of an RST in the reader's place.
        incoming.setReader(token)
        let instant = min(incoming.resetArrival, deadline.nanoseconds)
        let outcome = await network.loop.wait(token, until: instant)
        pipe.setWriter(nil)
        incoming.setReader(nil)
        if outcome == .cancelled { throw .cancelled }
    }

    /// Bytes for an end that was closed are answered by an RST, a round trip later.
    private func refuseBytes() {
        let delay = network.drawDelay(link) + network.drawDelay(link)
        wake(incoming.finish(isReset: true, arriving: network.loop.now.nanoseconds + delay))
    }

    private func end(isReset: Bool) {
        let now = network.loop.now.nanoseconds
        switch far {
        case .stream(let pipe):
            wake(pipe.finish(isReset: isReset, arriving: now + network.drawDelay(link)))
        case .server(let server):
            server.clientEnded(incoming, at: now, network, link)
        }
    }

    private func wake(_ token: SimulatedWaits.Token?) {
        if let token { network.loop.fire(token) }
    }
}
