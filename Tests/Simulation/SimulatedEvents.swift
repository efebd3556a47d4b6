public import Network
import Synchronization
import Time

/// An event log in memory, which may be slow, or full for a while.
public final class SimulatedEvents: EventSink {
    private struct State: Sendable {
        var lines: [UInt8] = []
        var isFull = false
        var duration = Duration.zero
    }

    private let loop: SimulatedLoop
    private let state = Mutex(State())

    /// A log that takes everything at once.
    public init(loop: SimulatedLoop) {
        self.loop = loop
    }

    /// All that was kept.
    public var text: String {
        state.withLock { String(decoding: $0.lines, as: UTF8.self) }
    }

    /// Lets nothing be kept from now on, or everything again.
    public func setFull(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

    /// Lets each piece from now on take so long.
    public func take(_ duration: Duration) { state.withLock { $0.duration = duration } }

    /// Keeps the lines, when their time has passed.
    public func append(_ lines: [UInt8]) async -> Bool {
        let duration = state.withLock { $0.duration }
        if duration > .zero { _ = await loop.sleep(until: loop.now + duration) }
        return state.withLock { state in
            if !state.isFull { state.lines += lines }
            return !state.isFull
        }
    }
}
