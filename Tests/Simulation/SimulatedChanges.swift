import Network
import Synchronization
import Time

/// All who watch simulated files.
final class SimulatedWatches: Sendable {
    private struct Watch {
        var places: [WatchedPlace]
        var hasChanged = false
        var waiting: SimulatedWaits.Token?
    }

    private struct State {
        var watches: [Int: Watch] = [:]
        var begun = 0
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.watches.count } }

    func begin(_ places: [WatchedPlace]) -> Int {
        state.withLock { state in
            state.begun += 1
            state.watches[state.begun] = Watch(places: places)
            return state.begun
        }
    }

    func follow(_ places: [WatchedPlace], by watch: Int) {
        state.withLock { $0.watches[watch]?.places = places }
    }

    func end(_ watch: Int) {
        state.withLock { _ = $0.watches.removeValue(forKey: watch) }
    }

    /// Says that the file at `path` was written.
    func tell(_ path: String, on loop: SimulatedLoop) {
        let woken = state.withLock { state in
            var woken: [SimulatedWaits.Token] = []
            // In the order in which they began, so that a run can be repeated.
            for key in state.watches.keys.sorted() {
                guard let watch = state.watches[key],
                    watch.places.contains(where: { $0.holds(path) })
                else { continue }
                state.watches[key]?.hasChanged = true
                if let token = watch.waiting { woken.append(token) }
            }
            return woken
        }
        woken.forEach(loop.fire)
    }

    /// Whether a change has come, which is told once.
    func take(_ watch: Int) -> Bool {
        state.withLock { state in
            defer { state.watches[watch]?.hasChanged = false }
            return state.watches[watch]?.hasChanged ?? false
        }
    }

    func setWaiting(_ token: SimulatedWaits.Token?, for watch: Int) {
        state.withLock { state in
            precondition(
                token == nil || state.watches[watch]?.waiting == nil,
                "one task at a time waits for changes")
            state.watches[watch]?.waiting = token
        }
    }
}

/// Changes of simulated files.
final class SimulatedChanges: FileChanges {
    private let watches: SimulatedWatches
    private let watch: Int
    private let loop: SimulatedLoop

    init(of places: [WatchedPlace], _ watches: SimulatedWatches, _ loop: SimulatedLoop) {
        self.watches = watches
        self.loop = loop
        watch = watches.begin(places)
    }

    deinit {
        watches.end(watch)
    }

    func follow(_ places: [WatchedPlace]) {
        watches.follow(places, by: watch)
    }

    func next(until deadline: Instant) async -> FileChangeOutcome {
        if watches.take(watch) { return .changed }
        let token = loop.open()
        watches.setWaiting(token, for: watch)
        let outcome = await loop.wait(token, until: deadline.nanoseconds)
        watches.setWaiting(nil, for: watch)
        switch outcome {
        case .fired:
            _ = watches.take(watch)
            return .changed
        case .deadline: return .deadline
        case .cancelled: return .cancelled
        }
    }
}

extension WatchedPlace {
    fileprivate func holds(_ path: String) -> Bool {
        switch self {
        case .file(let file):
            return file == path
        case .directory(let directory):
            let begin = directory.hasSuffix("/") ? directory : directory + "/"
            return path.hasPrefix(begin) && !path.dropFirst(begin.count).contains("/")
        }
    }
}
