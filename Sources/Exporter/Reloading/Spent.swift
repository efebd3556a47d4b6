import Network
import Synchronization

/// What is needed no more, and whose release takes milliseconds: ten thousand probes do.
///
/// Whoever has held it lets go of it first; the last to let go is the worker.
final class Spent: Sendable {
    private let held: Mutex<[any Sendable]>

    init(_ things: any Sendable...) {
        held = Mutex(things)
    }

    /// Lets go of it away from the loop.
    func release(on worker: any BackgroundWorker) async {
        await worker.run { self.held.withLock { $0 = [] } }
    }
}
