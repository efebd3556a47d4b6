import Configuration
import Network
import Probes
import Synchronization
import Time

/// Starts each attempt in its slot: one task that waits for the next slot, and one for each
/// attempt.
final class ProbeRunner: Sendable {
    private let probes: [any Probe]
    private let names: [ProbeName]
    private let world: World
    private let probeWorld: ProbeWorld
    private let recorder: Recorder
    private let agenda: Mutex<Agenda>

    struct ProbeName: Sendable {
        var server, probe, target: String
        var serverName: String?
    }

    init(
        settings: Settings, probes: [any Probe], world: World, recorder: Recorder, agenda: Agenda
    ) {
        self.probes = probes
        self.world = world
        probeWorld = world.forProbes
        self.recorder = recorder
        names = settings.probes.map {
            ProbeName(
                server: $0.server, probe: $0.name, target: $0.target, serverName: $0.serverName)
        }
        self.agenda = Mutex(agenda)
    }

    /// Attempts until the task is cancelled; attempts in flight then end as inconclusive.
    func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let due = startDue(in: &group)
                if due { await Task.yield() } else { await sleepUntilNextSlot() }
            }
            group.cancelAll()
        }
    }

    /// How long the oldest slot that is due has been waiting.
    var oldestDueSlotAge: Duration {
        let now = world.time.now
        return agenda.withLock { agenda in
            agenda.oldestDue.map { $0 < now ? now - $0 : .zero } ?? .zero
        }
    }

    private func sleepUntilNextSlot() async {
        let (next, isWaitedFor) = agenda.withLock { ($0.nextDue, $0.isWaitedFor) }
        // Who ends hands its place to one that waits, and may leave places for others.
        let again =
            isWaitedFor ? world.time.now + ExporterLimits.placesPollInterval : .distantFuture
        _ = await world.time.sleep(until: min(next ?? .distantFuture, again))
    }

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
        agenda.withLock { agenda in
            agenda.takeDue(now) { missed in
                recorder.missed(missed.probe, slots: missed.slots, missed.reason)
            }
        }
    }

    /// Makes an attempt, and those that have waited for its place.
    private func attempt(_ start: Agenda.Start) async {
        var next: Agenda.Start? = start
        while let start = next {
            recorder.begin(start.probe, lag: world.time.now - start.due)
            let report = await probes[start.probe].attempt(in: probeWorld)
            let changes = recorder.end(start.probe, report, at: world.time.wallTime)
            for change in changes.ofAddresses {
                log(change.change, start.probe, change.report, ofAddress: true)
            }
            for change in changes.ofProbe { log(change, start.probe, report) }
            let waiting = agenda.withLock { agenda in
                agenda.finish(start.probe, connections: report.connectionCount)
            }
            // What waits when the exporter ends has not begun, and is not to be counted.
            next = Task.isCancelled ? nil : waiting
        }
    }

    private func log(
        _ change: Recorder.Change, _ probe: Int, _ report: ProbeReport, ofAddress: Bool = false
    ) {
        let name = names[probe]
        let subject = ofAddress ? "Address" : "Probe"
        var fields = [
            LogField("server", name.server), LogField("probe", name.probe),
            LogField("target", name.target),
        ]
        if ofAddress, let address = report.address {
            fields.append(LogField("ip", address.description))
        }
        if let serverName = name.serverName {
            fields.append(LogField("server_name", serverName))
        }
        switch change {
        case .wentUp:
            world.log.write(.info, "\(subject) is up", fields)
        case .wentDown(let reason, let phase):
            fields += [
                LogField("reason", reason.rawValue), LogField("phase", phase.rawValue),
            ]
            if let step = report.failedStep { fields.append(LogField("step", step.description)) }
            if let detail = report.detail { fields.append(LogField("detail", detail)) }
            world.log.write(.warn, "\(subject) is down", fields)
        case .certificateChanged:
            if let leaf = report.tls?.certificates.first {
                fields.append(LogField("fingerprint_sha256", leaf.fingerprint))
            }
            world.log.write(.info, "Certificate has changed", fields)
        case .segmentsWereLost:
            guard let path = report.path, let connect = report.phases.connect else { return }
            fields += [
                LogField("retransmits", String(path.retransmissions)),
                LogField("connect_seconds", String(Double(connect.nanoseconds) / 1e9)),
            ]
            world.log.write(.info, "SYN was lost and sent again", fields)
        case .certificateFileLost(let fault):
            fields.append(LogField("path", report.comparison?.path ?? ""))
            fields.append(LogField("detail", fault.description))
            world.log.write(.warn, "Certificate on disk cannot be compared with", fields)
        case .certificateFileFound:
            fields.append(LogField("path", report.comparison?.path ?? ""))
            world.log.write(.info, "Certificate on disk can be compared with again", fields)
        }
    }
}
