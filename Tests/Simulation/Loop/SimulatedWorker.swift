public import Network
import Synchronization
import Time

/// A worker whose work is done at once, and told when the time that it takes has passed.
///
/// Meanwhile all else goes on. Pieces of work take their times one after the other.
public final class SimulatedWorker: BackgroundWorker {
    private struct State: Sendable {
        var duration = Duration.zero
        var count = 0
        var isFree: Instant
    }

    private let loop: SimulatedLoop
    private let state: Mutex<State>

    /// A worker that takes no time.
    public init(loop: SimulatedLoop) {
        self.loop = loop
        state = Mutex(State(isFree: loop.now))
    }

    /// Lets each piece of work from now on take so long.
    public func take(_ duration: Duration) {
        precondition(duration >= .zero, "work takes time, it does not give it")
        state.withLock { $0.duration = duration }
    }

    /// How many pieces of work were asked for.
    public var count: Int { state.withLock { $0.count } }

    /// Does `work`, and returns its value when its time has passed, to a cancelled caller too.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        let value = work()
        let end = state.withLock { state in
            state.count += 1
            state.isFree = max(state.isFree, loop.now) + state.duration
            return state.isFree
        }
        guard end > loop.now else { return value }
        await withCheckedContinuation { continuation in
            loop.schedule(at: end) { continuation.resume() }
        }
        return value
    }
}
