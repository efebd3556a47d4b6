public import Network
import Synchronization
public import Time

/// What happened at an endpoint that is watched, in the order in which it happened.
///
/// The test's own record, to hold the exporter's words against.
public struct ConnectionNote: Equatable, Sendable {
    /// What happened.
    public enum Stage: Equatable, Sendable {
        /// A connection was asked for.
        case began
        /// It stands, where there is no error, or will never stand.
        case ended(NetworkError?)
    }

    /// Where.
    public var endpoint: Endpoint
    /// When the connection was asked for.
    public var startedAt: Instant
    /// When this happened.
    public var at: Instant
    /// How long we had stood still until then.
    public var interruption: Interruption
    /// What happened.
    public var stage: Stage

    /// A note of something that happened.
    public init(
        endpoint: Endpoint, startedAt: Instant, at: Instant, interruption: Interruption,
        _ stage: Stage
    ) {
        self.endpoint = endpoint
        self.startedAt = startedAt
        self.at = at
        self.interruption = interruption
        self.stage = stage
    }
}

extension SimulatedNetwork {
    /// Notes from now on what happens at `endpoint`.
    public func watch(_ endpoint: Endpoint) {
        state.withLock { $0.watch(endpoint) }
    }

    /// How many notes there are.
    public var noteCount: Int { state.withLock { $0.notes.count } }

    /// The notes from one of them to before another, by their order.
    public func notes(from place: Int, to end: Int) -> [ConnectionNote] {
        state.withLock { Array($0.notes[place..<end]) }
    }

    /// Notes what happened to a connection, where somebody watches.
    func note(
        _ stage: ConnectionNote.Stage, at endpoint: Endpoint, startedAt: Instant
    ) {
        let (now, interruption) = (loop.now, loop.interruption)
        state.withLock { state in
            guard state.isWatched(endpoint) else { return }
            state.notes.append(
                ConnectionNote(
                    endpoint: endpoint, startedAt: startedAt, at: now, interruption: interruption,
                    stage))
        }
    }
}
