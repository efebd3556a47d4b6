import Time

/// How a wait ended.
public enum WaitOutcome: Sendable {
    /// What was waited for has come.
    case ready
    /// The deadline came first.
    case deadline
    /// The waiting task was cancelled first.
    case cancelled
}

/// Names one wait for as long as it lasts; a late event finds another generation.
public struct WaitToken: Equatable, Sendable {
    var slot: Int
    var generation: UInt32
}

/// All that is waited for: who comes first, event, deadline or cancellation, ends a wait once.

struct WaitTable {
    /// What to do when a wait ends.
    @safe
    enum Waiter {
        /// The slot belongs to nobody.
        case none
        /// Opened; its task has not suspended yet.
        case open
        /// Ended before its task suspended.
        case ended(WaitOutcome)
        /// A task is suspended.
        case task(UnsafeContinuation<WaitOutcome, Never>)
        /// A callback timer.
        case callback(@Sendable () -> Void)
    }

    private var waiters: [Waiter] = []
    private var generations: [UInt32] = []
    private var places: [Int] = []
    private var free: [Int] = []
    private var timers = TimerHeap()

    var earliestDeadline: Instant? { timers.earliest?.deadline }

    /// Opens a wait, so that its token is known before the task suspends.
    mutating func open() -> WaitToken {
        let slot: Int
        if let reused = free.popLast() {
            slot = reused
        } else {
            slot = waiters.count
            waiters.append(.none)
            generations.append(0)
            places.append(TimerHeap.nowhere)
        }
        waiters[slot] = .open
        return WaitToken(slot: slot, generation: generations[slot])
    }

    /// Suspends an open wait; resumes at once where it has ended meanwhile.
    mutating func suspend(
        _ token: WaitToken, until deadline: Instant,
        _ continuation: UnsafeContinuation<WaitOutcome, Never>
    ) {
        precondition(token.generation == generations[token.slot], "this wait is over")
        switch waiters[token.slot] {
        case .open:
            waiters[token.slot] = unsafe .task(continuation)
            arm(token, deadline)
        case .ended(let outcome):
            close(token.slot)
            unsafe continuation.resume(returning: outcome)
        case .none, .task, .callback:
            preconditionFailure("a wait has one task")
        }
    }

    /// Opens a wait that ends in a callback at its deadline.
    mutating func schedule(
        _ deadline: Instant, _ callback: @escaping @Sendable () -> Void
    ) -> WaitToken {
        let token = open()
        waiters[token.slot] = .callback(callback)
        arm(token, deadline)
        return token
    }

    /// Ends a wait; nothing happens where it has ended already.
    mutating func end(_ token: WaitToken, _ outcome: WaitOutcome) {
        guard token.generation == generations[token.slot] else { return }
        switch waiters[token.slot] {
        case .open:
            waiters[token.slot] = .ended(outcome)
        case .task(let continuation):
            close(token.slot)
            unsafe continuation.resume(returning: outcome)
        case .callback:
            close(token.slot)
        case .none, .ended:
            break
        }
    }

    /// Ends the earliest wait if its deadline is not after `now`; hands out its callback, if any.
    mutating func expire(_ now: Instant) -> Expiry {
        guard let entry = timers.earliest, entry.deadline <= now else { return .nothing }
        switch waiters[entry.slot] {
        case .task(let continuation):
            close(entry.slot)
            unsafe continuation.resume(returning: .deadline)
            return .resumed
        case .callback(let callback):
            close(entry.slot)
            return .callback(callback)
        case .none, .open, .ended:
            preconditionFailure("only a suspended wait has a timer")
        }
    }

    enum Expiry {
        case nothing
        case resumed
        case callback(@Sendable () -> Void)
    }

    private mutating func arm(_ token: WaitToken, _ deadline: Instant) {
        guard deadline < .distantFuture else { return }
        timers.insert(deadline, slot: token.slot, places: &places)
    }

    private mutating func close(_ slot: Int) {
        if places[slot] != TimerHeap.nowhere { timers.remove(at: places[slot], places: &places) }
        waiters[slot] = .none
        generations[slot] &+= 1
        free.append(slot)
    }
}
