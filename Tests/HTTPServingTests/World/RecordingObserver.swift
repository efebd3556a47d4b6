import HTTPServing
import Network
import Synchronization

/// Remembers what it was told.
final class RecordingObserver: HTTPObserver {
    private struct State {
        var answers: [String] = []
        var openCount = 0
        var errors: [NetworkError] = []
        var endedServers = 0
    }

    private let state = Mutex(State())

    /// Each as `name code`.
    var answers: [String] { state.withLock(\.answers) }
    /// Connections that are being served.
    var openCount: Int { state.withLock(\.openCount) }
    var errors: [NetworkError] { state.withLock(\.errors) }

    /// How many listeners are not served any more.
    var endedServers: Int { state.withLock(\.endedServers) }

    func answered(handler: String, code: Int) {
        state.withLock { $0.answers.append("\(handler) \(code)") }
    }

    func opened() { state.withLock { $0.openCount += 1 } }

    func closed() { state.withLock { $0.openCount -= 1 } }

    func serverEnded() { state.withLock { $0.endedServers += 1 } }

    func acceptFailed(_ error: NetworkError) { state.withLock { $0.errors.append(error) } }
}
