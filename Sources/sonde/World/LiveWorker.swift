import Network
import Reactor

/// The thread beside the loop.
struct LiveWorker: BackgroundWorker {
    let thread: WorkerThread

    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await thread.run(work)
    }
}
