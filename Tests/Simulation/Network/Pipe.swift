import Synchronization

/// One direction of a connection: bytes that arrive in order, each piece at its instant.
final class Pipe: Sendable {
    private struct State {
        var pieces: [(arrival: Int64, bytes: [UInt8])] = []
        /// Bytes of the first piece that were read.
        var offset = 0
        var unread = 0
        /// No piece comes before the one sent before it.
        var lastArrival: Int64 = 0
        var end: (arrival: Int64, isReset: Bool)?
        var isReaderGone = false
        var reader: SimulatedWaits.Token?
        var writer: SimulatedWaits.Token?
    }

    private let state = Mutex(State())

    /// What a look at the near end gave.
    enum Look {
        case bytes(Int)
        case end
        case reset
        /// Nothing before this instant, as far as is known.
        case nothingUntil(Int64)
    }

    /// How many bytes may be sent; 0 where the reader must read first.
    var room: Int {
        state.withLock { max(0, SimulationLimits.unreadBytesMax - $0.unread) }
    }

    /// Whether somebody still reads.
    var isReaderGone: Bool { state.withLock { $0.isReaderGone } }

    /// When an RST arrives or has arrived; never, as far as is known.
    var resetArrival: Int64 {
        state.withLock { state in
            guard let end = state.end, end.isReset else { return .max }
            return end.arrival
        }
    }

    /// Lets bytes arrive at `instant`, or right after those before them.
    func send(_ bytes: [UInt8], arriving instant: Int64) -> SimulatedWaits.Token? {
        state.withLock { state in
            guard state.end == nil else { return nil }
            state.lastArrival = max(state.lastArrival, instant)
            state.pieces.append((state.lastArrival, bytes))
            state.unread += bytes.count
            return state.reader
        }
    }

    /// Lets the end arrive at `instant`, or right after the last bytes.
    func finish(isReset: Bool, arriving instant: Int64) -> SimulatedWaits.Token? {
        state.withLock { state in
            if let end = state.end, end.isReset || !isReset { return nil }
            state.end = (max(state.lastArrival, instant), isReset)
            return state.reader
        }
    }

    /// Takes what has arrived, at most `limit` bytes; then who waits for room.
    func look(
        _ buffer: inout [UInt8], _ limit: Int, at now: Int64
    ) -> (look: Look, writer: SimulatedWaits.Token?) {
        var taken: [UInt8] = []
        let (look, writer) = state.withLock { state -> (Look, SimulatedWaits.Token?) in
            Self.take(&state, &taken, limit, now)
            if !taken.isEmpty { return (.bytes(taken.count), state.writer) }
            if let first = state.pieces.first { return (.nothingUntil(first.arrival), nil) }
            guard let end = state.end else { return (.nothingUntil(.max), nil) }
            if end.arrival > now { return (.nothingUntil(end.arrival), nil) }
            return (end.isReset ? .reset : .end, nil)
        }
        buffer += taken
        return (look, writer)
    }

    private static func take(
        _ state: inout State, _ taken: inout [UInt8], _ limit: Int, _ now: Int64
    ) {
        while taken.count < limit, let first = state.pieces.first, first.arrival <= now {
            let piece = first.bytes[state.offset...].prefix(limit - taken.count)
            taken += piece
            state.unread -= piece.count
            state.offset += piece.count
            guard state.offset == first.bytes.count else { break }
            state.pieces.removeFirst()
            state.offset = 0
        }
    }

    func setReader(_ token: SimulatedWaits.Token?) {
        state.withLock { $0.reader = token }
    }

    func setWriter(_ token: SimulatedWaits.Token?) {
        state.withLock { $0.writer = token }
    }

    /// Nobody will read any more; says whether bytes were left.
    func abandon() -> Bool {
        state.withLock { state in
            state.isReaderGone = true
            return state.unread > 0
        }
    }
}
