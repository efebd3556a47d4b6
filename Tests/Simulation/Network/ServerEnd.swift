import Synchronization
import Time

/// The far end of a connection whose server is a ``ServerConversation``.
///
/// It has no task: what the server does in reply is known at once, and only arrives later.
final class ServerEnd: Sendable {
    private let state: Mutex<State>

    private struct State {
        var conversation: (any ServerConversation)?
        /// When the server has done what it was asked before.
        var busyUntil: Int64 = 0
        var isOver = false
    }

    init(_ conversation: (any ServerConversation)?) {
        state = Mutex(State(conversation: conversation))
    }

    func open(_ pipe: Pipe, at now: Int64, _ network: SimulatedNetwork, _ link: Link) {
        perform(pipe, from: now, network, link) { $0.opened() }
    }

    func receive(
        _ bytes: [UInt8], into pipe: Pipe, at now: Int64, _ network: SimulatedNetwork, _ link: Link
    ) {
        guard hasConversation else { return }
        let arrival = now + network.drawSegment(link).delay
        perform(pipe, from: arrival, network, link) { $0.received(bytes) }
    }

    func clientEnded(_ pipe: Pipe, at now: Int64, _ network: SimulatedNetwork, _ link: Link) {
        guard hasConversation, !pipe.isReaderGone else { return }
        let arrival = now + network.drawDelay(link)
        perform(pipe, from: arrival, network, link) { $0.clientFinished() }
    }

    private var hasConversation: Bool {
        state.withLock { $0.conversation != nil && !$0.isOver }
    }

    private func perform(
        _ pipe: Pipe, from instant: Int64, _ network: SimulatedNetwork, _ link: Link,
        _ react: (inout any ServerConversation) -> [ServerAct]
    ) {
        let acts = state.withLock { state in
            guard var conversation = state.conversation, !state.isOver else { return [ServerAct]() }
            defer { state.conversation = conversation }
            return react(&conversation)
        }
        guard !acts.isEmpty else { return }
        var moment = max(instant, state.withLock { $0.busyUntil })
        for act in acts { perform(act, &moment, pipe, network, link) }
        state.withLock { $0.busyUntil = moment }
    }

    private func perform(
        _ act: ServerAct, _ moment: inout Int64, _ pipe: Pipe, _ network: SimulatedNetwork,
        _ link: Link
    ) {
        var reader: SimulatedWaits.Token?
        switch act {
        case .wait(let duration):
            moment += duration.nanoseconds
        case .send(let bytes):
            let segment = network.drawSegment(link)
            if segment.isReset {
                state.withLock { $0.isOver = true }
                reader = pipe.finish(isReset: true, arriving: moment + segment.delay)
            } else {
                reader = pipe.send(bytes, arriving: moment + segment.delay)
            }
        case .finish, .reset:
            let isReset = if case .reset = act { true } else { false }
            state.withLock { $0.isOver = true }
            reader = pipe.finish(isReset: isReset, arriving: moment + network.drawDelay(link))
        }
        if let reader { network.loop.fire(reader) }
    }
}
