import Synchronization
public import Time

extension EventLoop {
    /// An alarm of this loop.
    public func makeAlarm() -> any Alarm { LoopAlarm(loop: self) }
}

/// An alarm for a task of the loop: a wait that somebody may fire.
final class LoopAlarm: Alarm {
    private let loop: EventLoop
    private let state = Mutex(State.quiet)

    private enum State {
        case quiet
        /// Somebody was woken who did not sleep yet.
        case rung
        case sleeping(WaitToken)
    }

    init(loop: EventLoop) {
        self.loop = loop
    }

    func sleep(until deadline: Instant) async -> SleepOutcome {
        let token = fallAsleep(until: deadline)
        guard let token else { return Task.isCancelled ? .cancelled : .elapsed }
        let outcome = await loop.wait(token, until: deadline)
        state.withLock { $0 = .quiet }
        return switch outcome {
        case .cancelled: .cancelled
        case .ready, .deadline: .elapsed
        }
    }

    func wake() {
        let token = state.withLock { state -> WaitToken? in
            guard case .sleeping(let token) = state else {
                state = .rung
                return nil
            }
            return token
        }
        if let token { loop.fire(token) }
    }

    private func fallAsleep(until deadline: Instant) -> WaitToken? {
        state.withLock { state in
            if case .sleeping = state { preconditionFailure("an alarm has one sleeper") }
            guard case .quiet = state, loop.now < deadline else {
                state = .quiet
                return nil
            }
            let token = loop.open()
            state = .sleeping(token)
            return token
        }
    }
}
