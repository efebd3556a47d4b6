import Kernel
import Synchronization

/// A thread that does long work in the order in which it is asked for, one piece at a time.
///
/// It is there only while there is work: at any other time the process has one thread less. No
/// signal is delivered to it.
public final class WorkerThread: Sendable {
    private let queue: WorkQueue

    /// A worker without work.
    public convenience init() {
        self.init(stackBytes: ReactorLimits.workerStackBytes)
    }

    package init(stackBytes: Int) {
        queue = WorkQueue(stackBytes: stackBytes)
    }

    deinit {
        queue.close()
    }

    /// Does `work` on the thread of the worker, and resumes the caller where it runs.
    ///
    /// Cancellation does not interrupt it. Where the system gives no thread, it is done at the
    /// caller: that counts as a stall of the loop, and nothing is lost. More than
    /// ``ReactorLimits/workWaitingMax`` pieces of work that wait are a bug and trap.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.add { continuation.resume(returning: work()) }
        }
    }

    /// Waits until all work that was asked for is done and the thread has ended; none may be asked
    /// for afterwards.
    public func shutdown() {
        queue.close()
    }
}

/// The work, and the thread that does it, which holds on to the queue and not to the worker: else
/// the worker would never end while it works.
private final class WorkQueue: Sendable {
    typealias Piece = @Sendable () -> Void

    private struct State: ~Copyable {
        var waiting: [Piece] = []
        var isWorking = false
        var isClosed = false
        /// The one that works, or the last that did.
        var thread: JoiningThread?
    }

    private let state = Mutex(State())
    private let stackBytes: Int

    init(stackBytes: Int) {
        self.stackBytes = stackBytes
    }

    func add(_ piece: @escaping Piece) {
        let isThreadWorking = state.withLock { state in
            precondition(!state.isClosed, "a worker that was shut down takes no work")
            precondition(
                state.waiting.count < ReactorLimits.workWaitingMax,
                "work is asked for without a bound")
            state.waiting.append(piece)
            guard !state.isWorking else { return true }
            state.isWorking = true
            // One that found nothing left did so under the lock: it ends in no time.
            state.thread = nil
            state.thread = try? JoiningThread(stackBytes: stackBytes) { self.drain() }
            return state.thread != nil
        }
        if !isThreadWorking { drain() }
    }

    func close() {
        // Its end is awaited outside the lock, which the thread needs to find that nothing is left.
        _ = state.withLock { state in
            state.isClosed = true
            return state.thread.take()
        }
    }

    private func drain() {
        while let piece = next() { piece() }
    }

    private func next() -> Piece? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isWorking = false
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
