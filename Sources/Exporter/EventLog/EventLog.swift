import Events
import Network
import Synchronization
import Time

/// Collects what happened, and hands it over to be kept; what finds no room is counted.
///
/// Nobody waits for it: events stand in memory until those before them have been kept, and become
/// lines away from the loop.
final class EventLog: Sendable {
    private let sink: (any EventSink)?
    private let time: any TimeSource
    private let worker: any BackgroundWorker
    private let alarm: any Alarm
    private let state = Mutex(State())

    private struct State {
        var events: [Event] = []
        /// Those that were lost and of which no line tells yet.
        var untold = 0
        var lost: UInt64 = 0
        var written: UInt64 = 0
    }

    /// A log that begins with the start of that version; it keeps nothing where nobody wants it.
    init(_ world: World, version: String) {
        sink = world.events
        time = world.time
        worker = world.worker
        alarm = time.makeAlarm()
        note(.started(version: version))
    }

    /// Events that were kept, and that were lost; nil where nobody wants any.
    var counts: (written: UInt64, lost: UInt64)? {
        sink.map { _ in state.withLock { ($0.written, $0.lost) } }
    }

    /// Notes what happened just now.
    func note(_ happening: Happening, of subject: Subject? = nil) {
        guard sink != nil else { return }
        let event = Event(time: time.wallTime, subject: subject, happening)
        state.withLock { state in
            if state.events.count < ExporterLimits.eventsWaitingMax {
                state.events.append(event)
            } else {
                state.lost += 1
                state.untold += 1
            }
        }
        alarm.wake()
    }

    /// Hands events over until the task is cancelled, and then the rest; says now and then that the
    /// process runs.
    func run() async {
        guard let sink else { return }
        var heartbeat = time.now + EventLimits.heartbeat
        while !Task.isCancelled {
            if time.now >= heartbeat {
                note(.running)
                heartbeat = time.now + EventLimits.heartbeat
            }
            if await !flush(to: sink) { _ = await alarm.sleep(until: heartbeat) }
        }
        note(.ended)
        _ = await flush(to: sink)
    }

    /// Hands over what there is; false where there is nothing.
    private func flush(to sink: any EventSink) async -> Bool {
        let (events, lostBefore) = state.withLock { state in
            defer { if !state.events.isEmpty { (state.events, state.untold) = ([], 0) } }
            return (state.events, state.untold)
        }
        guard let first = events.first else { return false }
        // The line that tells of those that were lost before is no event of its own.
        let told = lostBefore == 0 ? [] : [Event(time: first.time, .eventsLost(count: lostBefore))]
        let lines = await worker.run { Array((told + events).map(\.line).joined()) }
        let isKept = await sink.append(lines)
        state.withLock { state in
            if isKept {
                state.written += UInt64(events.count)
            } else {
                state.lost += UInt64(events.count)
                state.untold += lostBefore + events.count
            }
        }
        return true
    }
}
