import Network
import Time

/// One attempt under way.
struct TCPAttempt {
    let probe: TCPProbe
    let world: ProbeWorld
    let deadline: Instant
    let fairness: Fairness
    /// The address to attempt, where it is known beforehand.
    let givenAddress: IPAddress?
    var report: ProbeReport
    /// Nil until they are taken, and where there are none.
    var credentials: AttemptCredentials?
    /// Whether the verdict comes of nothing having been heard.
    var reliesOnSilence = false
    /// Whether one of several addresses was silent, cut off or not asked: perhaps by our own doing.
    var reliesOnOthers = false
    /// Whether each of several addresses was asked.
    var hasAskedAll = true
    /// When the last connection began to be opened.
    var opensAt: Instant
    /// What each of several addresses failed with.
    var failuresText: String?

    init(probe: TCPProbe, world: ProbeWorld) {
        self.probe = probe
        self.world = world
        let now = world.time.now
        deadline = now + probe.options.timeout
        fairness = Fairness(time: world.time, timeout: probe.options.timeout)
        opensAt = now
        givenAddress =
            if case .address(let address) = probe.options.host { address } else { nil }
        report = ProbeReport(verdict: .success, startedAt: now, duration: .zero)
    }

    /// An attempt at one of the addresses behind the name of the probe.
    ///
    /// Its time is that of `whole`: where we stood still before it began there is less of it.
    init(_ address: IPAddress, of whole: TCPAttempt) {
        probe = whole.probe
        world = whole.world
        deadline = whole.deadline
        fairness = whole.fairness
        opensAt = world.time.now
        givenAddress = address
        credentials = whole.credentials
        report = ProbeReport(verdict: .success, startedAt: opensAt, duration: .zero)
    }

    mutating func report() async -> ProbeReport {
        var end: Instant?
        do throws(AttemptFailure) {
            end = try await run()
        } catch {
            report.verdict = error.verdict
            let texts = [error.detail, failuresText].compactMap(\.self)
            report.detail = texts.isEmpty ? nil : texts.joined(separator: "; ")
            end = error.endedAt
        }
        report.duration = (end ?? world.time.now) - report.startedAt
        fairness.judge(&report, reliesOnSilence: reliesOnSilence, time: world.time)
        await auditVersions()
        return report
    }

    /// What the attempt says is settled; this only adds to it, unless we could not fairly test.
    private mutating func auditVersions() async {
        if case .inconclusive = report.verdict { return }
        guard report.tls != nil, let address = report.address, let audit = probe.audit else {
            return
        }
        report.acceptedVersions = await audit.find(
            at: Endpoint(address: address, port: probe.options.port), probe.options, in: world,
            deadline: deadline)
    }

    /// The connection to the target; nil where there is none, as it is to be.
    private mutating func connection() async throws(AttemptFailure) -> Connection? {
        if let proxy = probe.options.proxy {
            let connection = try await connect(through: proxy)
            report.portState = .open
            return connection
        }
        let candidates = try await candidates()
        let connection: Connection
        do throws(NetworkError) {
            connection = try await connect(to: candidates)
        } catch {
            try judge(error)
            return nil
        }
        try judge(connection)
        return connection
    }

    /// Goes through the phases; returns the reading that closed the last one.
    private mutating func run() async throws(AttemptFailure) -> Instant {
        try takeCredentials()
        guard let connection = try await connection() else { return world.time.now }
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
