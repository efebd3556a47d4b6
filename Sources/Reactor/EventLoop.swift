public import Kernel
import Synchronization
public import Time

/// One thread that waits for everything: one epoll, one heap of deadlines, one queue of jobs.
///
/// It is a `TaskExecutor`: a task that prefers it runs on the thread that calls ``run(_:)`` and
/// never leaves it. Other threads may feed the queue and cancel tasks; all else is for that thread.
///
/// `@unchecked`, because that rule is kept by a check at run time where another thread could come
/// in (``enqueue(_:)``, cancellation) and not by the compiler.
public final class EventLoop: TaskExecutor, TimeSource, @unchecked Sendable {
    private let thread = RunningThread.current
    private let bell: EventDescriptor
    private let foreign = Mutex(ForeignWork())
    private let poll: Epoll
    private var jobs: [UnownedJob] = []
    private var batch: [UnownedJob] = []
    private var waiting = Waiting()
    private var isFinished = false
    private var pace = Pace()

    /// What other threads have left for us.
    private struct ForeignWork {
        var jobs: [UnownedJob] = []
        var cancellations: [WaitToken] = []
    }

    /// A loop for the calling thread.
    ///
    /// Throws the error of the kernel where no descriptor is left for it.
    public init() throws(ErrorNumber) {
        poll = try Epoll()
        bell = try EventDescriptor()
        let token = waiting.descriptors.add(bell.number, .callback { _ in })
        try poll.add(bell.number, .read, .level, token: token.packed)
        pace.bell = token
    }

    /// Runs `body` and all that it starts on this thread, until it returns; that is the result.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
        precondition(runsHere, "a loop runs on the thread that made it")
        isFinished = false
        pace.begin()
        let result = Mutex(Result?.none)
        let root = Task(executorPreference: self) {
            let value = await body()
            result.withLock { $0 = value }
            self.isFinished = true
        }
        while !isFinished { turn() }
        withExtendedLifetime(root) {}
        guard let value = result.withLock({ $0 }) else {
            preconditionFailure("a body that ended has a result")
        }
        return value
    }

    /// Takes a job of a task that prefers this loop; any thread may call.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if runsHere {
            jobs.append(job)
        } else {
            foreign.withLock { $0.jobs.append(job) }
            bell.ring()
        }
    }

    /// Whether the caller runs on the thread of this loop.
    public var runsHere: Bool { RunningThread.current == thread }
}

// MARK: - The turn

extension EventLoop {
    /// One batch of jobs, then what epoll has, then the deadlines that have passed.
    ///
    /// Only one batch: jobs that start jobs for ever would starve the descriptors. Ready I/O comes
    /// before deadlines: an answer that lies in the kernel is an answer, however late we look.
    private func turn() {
        swap(&jobs, &batch)
        for job in batch { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        batch.removeAll(keepingCapacity: true)
        guard !isFinished else { return }
        let timeout = jobs.isEmpty ? sleepNanoseconds : 0
        pace.willWait(nanoseconds: timeout)
        let count = poll.wait(nanoseconds: timeout)
        let now = pace.didWait()
        for index in 0..<count {
            let (token, readiness) = poll.event(at: index)
            deliver(DescriptorToken(packed: token), readiness)
        }
        expire(now)
    }

    private var sleepNanoseconds: Int64 {
        pace.timeout(
            until: waiting.waits.earliestDeadline,
            isPressing: waiting.descriptors.pressingCount > 0)
    }

    private func deliver(_ token: DescriptorToken, _ readiness: Readiness) {
        guard let callback = waiting.deliver(token, readiness) else { return }
        if token == pace.bell { takeForeignWork() } else { callback(readiness) }
    }

    private func expire(_ now: Instant) {
        while true {
            switch waiting.waits.expire(now) {
            case .nothing: return
            case .resumed: continue
            case .callback(let callback): callback()
            }
        }
    }

    private func takeForeignWork() {
        bell.hear()
        let work = foreign.withLock { work in
            defer { work = ForeignWork() }
            return work
        }
        jobs.append(contentsOf: work.jobs)
        for token in work.cancellations { waiting.waits.end(token, .cancelled) }
    }
}

// MARK: - Time

extension EventLoop {
    /// CLOCK_MONOTONIC, read now.
    public var now: Instant { Instant(nanoseconds: Clock.monotonic) }

    /// CLOCK_REALTIME, read now.
    public var wallTime: WallTime { WallTime(nanoseconds: Clock.real) }

    /// Stalls of this loop, and time that the machine was suspended.
    public var interruption: Interruption { pace.interruption }

    /// How long its turns took: descriptors that were ready had to wait so long.
    public var turnDurations: TurnDurations { pace.turnDurations }

    /// Suspends the calling task until `deadline`.
    public func sleep(until deadline: Instant) async -> SleepOutcome {
        guard now < deadline else { return .elapsed }
        return switch await wait(open(), until: deadline) {
        case .cancelled: .cancelled
        case .ready, .deadline: .elapsed
        }
    }

    /// Calls `callback` on this thread when `deadline` has come.
    public func schedule(
        at deadline: Instant, _ callback: @escaping @Sendable () -> Void
    ) -> WaitToken {
        waiting.waits.schedule(deadline, callback)
    }

    /// Takes back a callback; nothing happens where it has been called.
    public func cancel(_ timer: WaitToken) {
        waiting.waits.end(timer, .cancelled)
    }
}

// MARK: - Waiting for anything

extension EventLoop {
    /// Opens a wait; each must be waited for once.
    public func open() -> WaitToken {
        waiting.waits.open()
    }

    /// Suspends until somebody says ``fire(_:)``, the deadline comes, or the task is cancelled.
    public func wait(_ token: WaitToken, until deadline: Instant) async -> WaitOutcome {
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                unsafe waiting.waits.suspend(token, until: deadline, continuation)
            }
        } onCancel: {
            endFromAnyThread(token)
        }
    }

    /// Ends a wait with ``WaitOutcome/ready``; nothing happens where it is over.
    public func fire(_ token: WaitToken) {
        waiting.waits.end(token, .ready)
    }

    private func endFromAnyThread(_ token: WaitToken) {
        if runsHere {
            waiting.waits.end(token, .cancelled)
        } else {
            foreign.withLock { $0.cancellations.append(token) }
            bell.ring()
        }
    }
}

// MARK: - Descriptors

extension EventLoop {
    /// How many descriptors are watched, the loop's own bell among them.
    public var descriptorCount: Int { waiting.descriptors.count }

    /// Watches a descriptor that one task at a time will wait for.
    ///
    /// Throws the error of epoll_ctl(2): no memory, or too many watches for the user.
    public func watch(_ descriptor: CInt) throws(ErrorNumber) -> DescriptorToken {
        let token = waiting.descriptors.add(descriptor, .task(kept: [], waiting: nil))
        do throws(ErrorNumber) {
            try poll.add(descriptor, .either, .edge, token: token.packed)
        } catch {
            _ = waiting.descriptors.remove(token)
            throw error
        }
        return token
    }

    /// Watches a descriptor of a library, and calls back as long as it is ready.
    public func watch(
        _ descriptor: CInt, for interest: Readiness,
        _ callback: @escaping @Sendable (Readiness) -> Void
    ) throws(ErrorNumber) -> DescriptorToken {
        let token = waiting.descriptors.add(descriptor, .callback(callback))
        do throws(ErrorNumber) {
            try poll.add(descriptor, interest, .level, token: token.packed)
        } catch {
            _ = waiting.descriptors.remove(token)
            throw error
        }
        return token
    }

    /// Changes what a library's descriptor is watched for.
    public func change(_ token: DescriptorToken, to interest: Readiness) throws(ErrorNumber) {
        try poll.modify(token.number, interest, .level, token: token.packed)
    }

    /// Ends a watch of a descriptor that goes on living, or that a library closes.
    public func unwatch(_ token: DescriptorToken) {
        poll.remove(token.number)
        forget(token)
    }

    /// Forgets a descriptor that its owner closes now: the kernel ends the watch with it.
    public func forget(_ token: DescriptorToken) {
        precondition(runsHere, "a descriptor is closed on the loop that watches it")
        waiting.forget(token)
    }

    /// Whether ``Readiness/failure`` or ``Readiness/exception`` has been told of a descriptor that
    /// tasks wait for.
    public func wasTold(_ readiness: Readiness, of token: DescriptorToken) -> Bool {
        waiting.descriptors.wasTold(readiness, of: token)
    }

    /// Waits until `interest` is ready, the deadline comes, or the task is cancelled.
    public func ready(
        _ token: DescriptorToken, for interest: Readiness, until deadline: Instant
    ) async -> WaitOutcome {
        guard let wait = waiting.open(token, interest, until: deadline) else { return .ready }
        let outcome = await self.wait(wait, until: deadline)
        if case .ready = outcome { return outcome }
        waiting.descriptors.forget(token)
        return outcome
    }
}
