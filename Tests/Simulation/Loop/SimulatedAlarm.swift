public import Time

extension SimulatedLoop {
    /// An alarm of this loop.
    public func makeAlarm() -> any Alarm { SimulatedAlarm(loop: self) }
}

/// An alarm for a task of the simulated loop.
private final class SimulatedAlarm: Alarm {
    private let loop: SimulatedLoop
    private let state = Shared(State.quiet)

    private enum State: Sendable {
        case quiet
        case rung
        case sleeping(SimulatedWaits.Token)
    }

    init(loop: SimulatedLoop) {
        self.loop = loop
    }

    func sleep(until deadline: Instant) async -> SleepOutcome {
        if case .sleeping = state.value { preconditionFailure("an alarm has one sleeper") }
        guard case .quiet = state.value, loop.now < deadline else {
            state.update { $0 = .quiet }
            return Task.isCancelled ? .cancelled : .elapsed
        }
        let token = loop.open()
        state.update { $0 = .sleeping(token) }
        let outcome = await loop.wait(token, until: deadline.nanoseconds)
        state.update { $0 = .quiet }
        return outcome == .cancelled ? .cancelled : .elapsed
    }

    func wake() {
        if case .sleeping(let token) = state.value {
            loop.fire(token)
        } else {
            state.update { $0 = .rung }
        }
    }
}
