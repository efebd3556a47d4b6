import Network
import Time

/// One attempt under way.
struct TCPAttempt {
    let probe: TCPProbe
    let world: ProbeWorld
    let deadline: Instant
    let fairness: Fairness
    var report: ProbeReport

    init(probe: TCPProbe, world: ProbeWorld) {
        self.probe = probe
        self.world = world
        let now = world.time.now
        deadline = now + probe.options.timeout
        fairness = Fairness(time: world.time, timeout: probe.options.timeout)
        report = ProbeReport(verdict: .success, startedAt: now, duration: .zero)
    }

    mutating func report() async -> ProbeReport {
        var end: Instant?
        do throws(AttemptFailure) {
            end = try await run()
        } catch {
            report.verdict = error.verdict
            report.detail = error.detail
            end = error.endedAt
        }
        report.duration = (end ?? world.time.now) - report.startedAt
        fairness.judge(&report, time: world.time)
        return report
    }

    private mutating func connection() async throws(AttemptFailure) -> Connection {
        if let proxy = probe.options.proxy { return try await connect(through: proxy) }
        let candidates = try await candidates()
        return try await connect(to: candidates)
    }

    /// Goes through the phases; returns the reading that closed the last one.
    private mutating func run() async throws(AttemptFailure) -> Instant {
        let connection = try await connection()
        try await introduce(connection)
        if let script = probe.options.script {
            return try await converse(script, over: connection)
        }
        guard let tls = probe.tls else { return connection.connectedAt }
        let (session, doneAt) = try await handshake(tls, connection, from: connection.connectedAt)
        await ConversationLine(connection.stream, tls: session).close(deadline: deadline)
        return doneAt
    }
}
