import Configuration
import Events
import Network
import Probes
import Scheduling
import Synchronization
import Time

/// Starts each attempt in its slot: one task that waits for the next slot, and one for each
/// attempt.
final class ProbeRunner: Sendable {
    let world: World
    private let probeWorld: ProbeWorld
    let recorder: Recorder
    let events: EventLog
    let alarm: any Alarm
    let state: Mutex<State>

    struct State {
        var agenda: Agenda
        var windows = WindowTable()
        var roster = Roster()
        var lastTicket: UInt32 = 0
    }

    init(
        world: World, credentials: CredentialKeeper, recorder: Recorder, events: EventLog,
        attemptsMax: Int
    ) {
        self.world = world
        probeWorld = world.forProbes(credentials)
        self.recorder = recorder
        self.events = events
        alarm = world.time.makeAlarm()
        state = Mutex(State(agenda: Agenda(attemptsMax: attemptsMax)))
    }

    /// Attempts until the task is cancelled; attempts in flight then end as inconclusive.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                lookAtClock()
                let due = startDue(in: &group)
                if due { await Task.yield() } else { await sleepUntilNextSlot() }
            }
            group.cancelAll()
        }
    }

    /// How long the oldest slot that is due has been waiting.
    var oldestDueSlotAge: Duration {
        let now = world.time.now
        return state.withLock { state in
            state.agenda.oldestDue.map { $0 < now ? now - $0 : .zero } ?? .zero
        }
    }

    /// What runs now.
    var settings: Settings { state.withLock { $0.roster.settings } }

    private func sleepUntilNextSlot() async {
        let (next, isWaitedFor, change) = state.withLock {
            ($0.agenda.nextDue, $0.agenda.isWaitedFor, $0.windows.nextChange)
        }
        let now = world.time.now
        // Who ends hands its place to one that waits, and may leave places for others.
        let again = isWaitedFor ? now + ExporterLimits.placesPollInterval : .distantFuture
        let window = change.map { now + untilLook($0) } ?? .distantFuture
        _ = await alarm.sleep(until: min(next ?? .distantFuture, again, window))
    }

    /// How long to wait for a change of windows: not so long that a clock that was set is late.
    private func untilLook(_ change: WallTime) -> Duration {
        let wait = change - world.time.wallTime
        return min(max(wait, .zero), ExporterLimits.clockLookInterval)
    }
}

// MARK: - Attempts

extension ProbeRunner {
    /// Starts what is due, a batch at most; returns whether more may be due.
    private func startDue(in group: inout DiscardingTaskGroup) -> Bool {
        let now = world.time.now
        for _ in 0..<ExporterLimits.startsPerTurnMax {
            guard let start = takeDue(now) else { return false }
            group.addTask { await self.attempt(start) }
        }
        return true
    }

    private func takeDue(_ now: Instant) -> Agenda.Start? {
        state.withLock { state in
            state.agenda.takeDue(now) { missed in
                recorder.missed(missed.probe, slots: missed.slots, missed.reason)
            }
        }
    }

    /// Makes an attempt, and those that have waited for its place.
    private func attempt(_ start: Agenda.Start) async {
        var next: Agenda.Start? = start
        while let start = next {
            guard let entry = state.withLock({ $0.roster[start.probe] }) else { return }
            let wasJudged = recorder.begin(start.probe, lag: world.time.now - start.due)
            let report = await entry.probe.attempt(in: probeWorld)
            let attempt = Recorder.Attempt(
                probe: start.probe, ticket: start.ticket,
                isFirstTry: start.kind != .confirmation, wasJudged: wasJudged)
            let changes = recorder.end(attempt, report, at: world.time.wallTime)
            tell(changes, of: entry, report)
            let waiting = finish(start, report, isToBeConfirmed: changes.isToBeConfirmed)
            // What waits when the exporter ends has not begun, and is not to be counted.
            next = Task.isCancelled ? nil : waiting
        }
    }

    private func finish(
        _ start: Agenda.Start, _ report: ProbeReport, isToBeConfirmed: Bool
    ) -> Agenda.Start? {
        let now = world.time.now
        let (waiting, wasConfirmed) = state.withLock { state in
            let waiting = state.agenda.finish(start, connections: report.connectionCount)
            guard isToBeConfirmed, let after = state.roster[start.probe]?.confirmsAfter else {
                return (waiting, false)
            }
            state.agenda.confirm(start.probe, at: now + after)
            return (waiting, true)
        }
        if wasConfirmed { alarm.wake() }
        return waiting
    }

    private func tell(
        _ changes: Recorder.Changes, of entry: Roster.Entry, _ report: ProbeReport
    ) {
        let line = ChangeLog(log: world.log, subject: entry.subject)
        for change in changes.ofAddresses {
            line.write(change.change, change.report, ofAddress: true)
        }
        for change in changes.ofProbe {
            line.write(change, report)
            guard let happening = Happening(change, report) else { continue }
            events.note(happening, of: entry.subject)
        }
        tell(changes.ofOthers)
    }

    /// Notes what changed for probes without an attempt of them.
    func tell(_ changes: [Recorder.OtherChange]) {
        for change in changes {
            guard let subject = state.withLock({ $0.roster[change.probe]?.subject }),
                let happening = Happening(change.change, nil)
            else { continue }
            events.note(happening, of: subject)
        }
    }
}

// MARK: - Windows

extension ProbeRunner {
    /// Opens and closes the windows whose time has come.
    func lookAtClock() {
        let (now, wallTime) = (world.time.now, world.time.wallTime)
        let standings = state.withLock { state in
            let standings = state.windows.advance(to: wallTime)
            for (probe, standing) in standings {
                if standing.isScheduled {
                    state.agenda.open(probe, now)
                } else {
                    state.agenda.close(probe)
                }
            }
            return standings
        }
        if !standings.isEmpty { tell(recorder.setStandings(standings, at: wallTime)) }
    }
}
