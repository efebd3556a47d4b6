import Synchronization
import Time

/// A clock that stands still until the test moves it, and the waits that hang on it.
final class HandMovedTime: TimeSource {
    /// What ended a wait.
    enum Wake: Sendable {
        case event
        case deadline
        case cancelled
    }

    private struct Waiter {
        let deadline: Instant
        let continuation: CheckedContinuation<Wake, Never>
    }

    private struct State {
        var now = Instant(nanoseconds: 1_000)
        var tokens = 0
        var waiters: [Int: Waiter] = [:]
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock(\.now) }
    /// The date of the examples in RFC 9110 section 5.6.7.
    var wallTime: WallTime { WallTime(secondsSinceEpoch: 784_111_777) }
    var interruption: Interruption { Interruption() }
    var turnDurations: TurnDurations { TurnDurations() }

    func sleep(until deadline: Instant) async -> SleepOutcome {
        switch await wait(makeToken(), until: deadline) {
        case .event, .deadline: .elapsed
        case .cancelled: .cancelled
        }
    }

    func makeAlarm() -> any Alarm { preconditionFailure("a server sets no alarm") }

    /// A name for one wait.
    func makeToken() -> Int {
        state.withLock { state in
            state.tokens += 1
            return state.tokens
        }
    }

    /// Waits for ``wake(_:)`` with the same token, the deadline or a cancellation.
    func wait(_ token: Int, until deadline: Instant) async -> Wake {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let atOnce: Wake? = state.withLock { state in
                    if Task.isCancelled { return .cancelled }
                    if deadline <= state.now { return .deadline }
                    state.waiters[token] = Waiter(deadline: deadline, continuation: continuation)
                    return nil
                }
                if let atOnce { continuation.resume(returning: atOnce) }
            }
        } onCancel: {
            finish(token, .cancelled)
        }
    }

    func wake(_ token: Int) {
        finish(token, .event)
    }

    /// Moves the clock to the next deadline up to `end`, else to `end`; false in the latter case.
    func step(towards end: Instant) -> Bool {
        let due = state.withLock { state -> Int? in
            let next = state.waiters.filter { $0.value.deadline <= end }
                .min { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
            state.now = max(state.now, next?.value.deadline ?? end)
            return next?.key
        }
        guard let due else { return false }
        finish(due, .deadline)
        return true
    }

    private func finish(_ token: Int, _ wake: Wake) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: token) }
        waiter?.continuation.resume(returning: wake)
    }
}
