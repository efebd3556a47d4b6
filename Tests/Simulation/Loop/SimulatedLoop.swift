import Glibc
public import Time

/// A loop whose clock jumps to the next sleeper when no job is left.
///
/// Jobs run in the order in which they came, on the thread that calls ``run(_:)``; equal deadlines
/// end in the order in which they were set. So the same seed gives the same run, a day in seconds.
///
/// `@unchecked`, because it belongs to the thread that made it, which ``enqueue(_:)`` checks.
public final class SimulatedLoop: TaskExecutor, TimeSource, @unchecked Sendable {
    private let thread = pthread_self()
    private var clock: Int64
    /// Wall time less the monotonic clock.
    private var wallOffset: Int64
    /// Those from `jobsBegun` to `jobsEnd` wait to be run; the others are over and stand there
    /// because taking elements out of an array is what a debug build does slowest.
    private var jobs: [UnownedJob] = []
    private var jobsBegun = 0
    private var jobsEnd = 0
    private var jobsAtThisInstant = 0
    private var waits = SimulatedWaits()
    private var isRunning = false
    private var isFinished = false
    private var limit = Int64.max
    private var isLimitReached = false

    /// Stalls and suspensions so far; see ``stall(for:)`` and ``suspend(for:)``.
    public private(set) var interruption = Interruption()
    /// Only stalls are counted: all other turns take no time.
    public private(set) var turnDurations = TurnDurations()

    /// A loop for the calling thread; its clock starts at `start`, its calendar at `wallTime`.
    public init(
        start: Instant = SimulationLimits.start, wallTime: WallTime = SimulationLimits.wallTime
    ) {
        clock = start.nanoseconds
        wallOffset = wallTime.nanoseconds - start.nanoseconds
    }

    /// Runs `body` and all that it starts until it returns.
    ///
    /// Traps where nothing can ever happen again although `body` has not returned.
    public func run<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
        precondition(runsHere, "a loop runs on the thread that made it")
        precondition(!isRunning, "a loop runs one body at a time")
        isRunning = true
        isFinished = false
        isLimitReached = false
        let result = Shared(Result?.none)
        let root = Task(executorPreference: self) {
            let value = await body()
            result.update { $0 = value }
            self.isFinished = true
        }
        while !isFinished {
            runJobs()
            if !isFinished { advance(root) }
        }
        limit = .max
        isRunning = false
        guard let value = result.value else {
            preconditionFailure("a body that ended has a result")
        }
        return value
    }

    /// Runs `body`, cancels its task when the clock reaches `instant`, and waits for its end.
    public func run<Result: Sendable>(
        until instant: Instant, _ body: @escaping @Sendable () async -> Result
    ) -> Result {
        limit = instant.nanoseconds
        return run(body)
    }

    /// Runs `body`, cancels its task when `duration` has passed, and waits for its end.
    public func run<Result: Sendable>(
        for duration: Duration, _ body: @escaping @Sendable () async -> Result
    ) -> Result {
        run(until: now + duration, body)
    }

    /// Takes a job of a task that prefers this loop.
    public func enqueue(_ job: consuming ExecutorJob) {
        precondition(runsHere, "a task has left the thread of the simulation")
        if jobsEnd < jobs.count {
            jobs[jobsEnd] = UnownedJob(job)
        } else {
            jobs.append(UnownedJob(job))
        }
        jobsEnd += 1
    }

    private var runsHere: Bool { pthread_equal(pthread_self(), thread) != 0 }
}

// MARK: - The turn

extension SimulatedLoop {
    private func runJobs() {
        while jobsBegun < jobsEnd && !isFinished {
            let job = jobs[jobsBegun]
            jobsBegun += 1
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
            jobsAtThisInstant += 1
            if jobsAtThisInstant > SimulationLimits.jobsAtOneInstantMax { trapCircle() }
        }
        if jobsBegun == jobsEnd { (jobsBegun, jobsEnd) = (0, 0) }
    }

    /// Nothing is left to do now: jumps to what comes next.
    private func advance(_ root: Task<Void, Never>) {
        let next = waits.earliestDeadline ?? .max
        if !isLimitReached && limit < .max && next >= limit { return reachLimit(root) }
        precondition(
            next < .max,
            """
            the simulated world stands still at \(clock) ns: no job, no sleeper, and the body \
            has not finished
            """)
        precondition(
            !isLimitReached || next &- limit < SimulationLimits.graceNanosecondsMax,
            "the body has not finished an hour after it was cancelled")
        if next > clock {
            clock = next
            jobsAtThisInstant = 0
        }
        expire()
    }

    private func trapCircle() -> Never {
        preconditionFailure(
            "the simulated world runs in a circle at \(clock) ns: jobs without end, and no time")
    }

    private func reachLimit(_ root: Task<Void, Never>) {
        clock = max(clock, limit)
        isLimitReached = true
        expire()
        root.cancel()
    }

    private func expire() {
        while true {
            switch waits.expire(clock) {
            case .nothing: return
            case .resumed: continue
            case .callback(let callback): callback()
            }
        }
    }
}

// MARK: - Time

extension SimulatedLoop {
    /// The clock, which stands still while jobs run.
    public var now: Instant { Instant(nanoseconds: clock) }

    /// The calendar at this instant.
    public var wallTime: WallTime { WallTime(nanoseconds: clock &+ wallOffset) }

    /// Sets the calendar, as a step of the machine's clock does.
    public func setWallTime(_ wallTime: WallTime) {
        wallOffset = wallTime.nanoseconds - clock
    }

    /// Lets the clock run on while no job runs, as a process that was stopped finds it.
    ///
    /// What fell due meanwhile is found at once afterwards, what has arrived before what expired.
    public func stall(for duration: Duration) {
        clock += duration.nanoseconds
        interruption.stalled += duration
        turnDurations.observe(duration.nanoseconds)
    }

    /// Lets the calendar run on while the monotonic clock stands, as a machine that slept finds it.
    public func suspend(for duration: Duration) {
        wallOffset += duration.nanoseconds
        interruption.suspended += duration
    }

    /// Suspends the calling task until `deadline`.
    public func sleep(until deadline: Instant) async -> SleepOutcome {
        guard clock < deadline.nanoseconds else { return .elapsed }
        return await wait(open(), until: deadline.nanoseconds) == .cancelled ? .cancelled : .elapsed
    }

    /// Calls `callback` when `instant` has come, in the turn before the tasks that wake then.
    public func schedule(at instant: Instant, _ callback: @escaping @Sendable () -> Void) {
        waits.schedule(instant.nanoseconds, callback)
    }

    /// Calls `callback` when `duration` has passed.
    public func schedule(after duration: Duration, _ callback: @escaping @Sendable () -> Void) {
        schedule(at: now + duration, callback)
    }
}

// MARK: - Waiting for anything

extension SimulatedLoop {
    /// How many tasks and callbacks wait.
    public var waitCount: Int { waits.count }

    /// Opens a wait; each must be waited for once.
    func open() -> SimulatedWaits.Token {
        waits.open()
    }

    /// Suspends until somebody says ``fire(_:)``, the deadline comes, or the task is cancelled.
    func wait(
        _ token: SimulatedWaits.Token, until deadline: Int64
    ) async -> SimulatedWaits.Outcome {
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                unsafe waits.suspend(token, until: deadline, continuation)
            }
        } onCancel: {
            precondition(runsHere, "a task is cancelled from outside the simulation")
            waits.end(token, .cancelled)
        }
    }

    /// Ends a wait; nothing happens where it is over.
    func fire(_ token: SimulatedWaits.Token) {
        waits.end(token, .fired)
    }
}
