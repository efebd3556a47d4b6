import Kernel
package import Network
import Reactor
import Synchronization
package import Time

/// Changes of some places, as the kernel tells them.
package final class InotifyChanges: FileChanges {
    private struct State {
        var places: [WatchedPlace]
        var watches: WatchSet?
        /// When to look again, since not all can be watched.
        var lookAgain = Instant.distantFuture
    }

    private let loop: EventLoop
    private let limits: FileWatchingLimits
    private let open: InotifyWatcher.Opening
    private let state: Mutex<State>

    init(
        of places: [WatchedPlace], loop: EventLoop, limits: FileWatchingLimits,
        open: @escaping InotifyWatcher.Opening
    ) {
        self.loop = loop
        self.limits = limits
        self.open = open
        state = Mutex(State(places: places))
        state.withLock { look(&$0) }
    }

    package func next(until deadline: Instant) async -> FileChangeOutcome {
        while true {
            let (hasChanged, token, lookAgain) = state.withLock { state in
                (takeChange(&state), state.watches?.token, state.lookAgain)
            }
            if hasChanged { return .changed }
            switch await wait(token, until: min(deadline, lookAgain)) {
            case .ready: continue
            case .cancelled: return .cancelled
            case .deadline: if loop.now < lookAgain { return .deadline }
            }
        }
    }

    package func follow(_ places: [WatchedPlace]) {
        state.withLock { state in
            state.places = places
            look(&state)
        }
    }

    /// The number of the descriptor, of which proc(5) tells the watches.
    package var descriptor: CInt? { state.withLock { $0.watches?.descriptor } }

    private func wait(_ token: DescriptorToken?, until deadline: Instant) async -> WaitOutcome {
        if let token { return await loop.ready(token, for: .read, until: deadline) }
        return await loop.wait(loop.open(), until: deadline)
    }

    /// Whether something may have changed; where it has, the way is watched as it leads now, before
    /// anybody reads what lies at its end.
    private func takeChange(_ state: inout State) -> Bool {
        let hasChanged = state.watches?.takeEvents() ?? false
        guard hasChanged || state.lookAgain <= loop.now else { return false }
        look(&state)
        return true
    }

    /// Looks where the places are, and watches all that leads there.
    private func look(_ state: inout State) {
        if state.watches == nil {
            state.watches = (try? open(loop)).map { WatchSet($0, limits) }
        }
        let isComplete = state.watches?.renew(state.places) ?? false
        state.lookAgain =
            isComplete ? .distantFuture : loop.now + .nanoseconds(limits.lookAgainNanoseconds)
    }
}
