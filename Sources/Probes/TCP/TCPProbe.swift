public import Network
import Time

/// Connects to a port, speaks TLS there and holds a conversation if it is told to.
public final class TCPProbe: Probe {
    fileprivate let options: TCPProbeOptions
    fileprivate let tls: (any TLSClient)?
    fileprivate let audit: VersionAudit?
    fileprivate let keepsTranscript: Bool
    /// What a conversation may say, but for the number of the attempt.
    fileprivate let facts: AttemptFacts

    /// A probe of `options`; `tls` was made of their TLS settings, and is nil where they have none.
    ///
    /// Where it has an audit, it tries now and then which versions of TLS are accepted. Where it
    /// keeps a transcript, its reports tell what was said.
    public init(
        options: TCPProbeOptions, tls: (any TLSClient)?, audit: VersionAudit? = nil,
        keepsTranscript: Bool = false
    ) {
        precondition(
            (options.tls == nil) == (tls == nil), "TLS settings and their client go together")
        precondition(
            tls != nil || options.script?.startsTLS != true, "STARTTLS needs TLS settings")
        self.options = options
        self.tls = tls
        self.audit = audit
        self.keepsTranscript = keepsTranscript
        facts = AttemptFacts(
            options, isUnderTLS: tls != nil && options.script?.startsTLS == false)
    }

    /// Makes one attempt: resolve, connect, and what it is asked for of tls and exchange.
    public func attempt(in world: ProbeWorld) async -> ProbeReport {
        var attempt = TCPAttempt(probe: self, world: world)
        return await attempt.report()
    }
}

/// One attempt under way.
private struct TCPAttempt {
    private let probe: TCPProbe
    private let world: ProbeWorld
    private let deadline: Instant
    private let fairness: Fairness
    private var report: ProbeReport

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
            at: Endpoint(address: address, port: probe.options.port),
            probe.options.connectTimeout, in: world, deadline: deadline)
    }

    /// Goes through the phases; returns the reading that closed the last one.
    private mutating func run() async throws(AttemptFailure) -> Instant {
        let candidates = try await candidates()
        let connection = try await connect(to: candidates)
        if let script = probe.options.script {
            return try await converse(script, over: connection)
        }
        guard let tls = probe.tls else { return connection.connectedAt }
        let (session, doneAt) = try await handshake(tls, connection, from: connection.connectedAt)
        await ConversationLine(connection.stream, tls: session).close(deadline: deadline)
        return doneAt
    }

    private mutating func candidates() async throws(AttemptFailure) -> AddressCandidates {
        let name: String
        switch probe.options.host {
        case .address(let address): return AddressCandidates(address)
        case .name(let text): name = text
        }
        let policy = probe.options.addressPolicy
        let answer: NameAnswer
        do throws(ResolveError) {
            answer = try await world.resolver.resolve(
                name, families: policy.families, deadline: deadline)
        } catch {
            throw AttemptFailure(error)
        }
        report.isNameCached = answer.isCached
        report.canonicalName = answer.canonicalName
        // A known answer counts as zero: what little time it took belongs to no phase.
        let now = world.time.now
        if answer.isCached { report.startedAt = now }
        report.phases.resolve = now - report.startedAt
        guard let candidates = policy.candidates(answer.addresses) else {
            throw AttemptFailure(reason: .dnsNoData, in: .resolve)
        }
        return candidates
    }

    private mutating func connect(
        to candidates: AddressCandidates
    ) async throws(AttemptFailure) -> Connection {
        do throws(NetworkError) {
            return try await connect(to: candidates.first)
        } catch {
            // Without a route of ours to one family the other may still tell.
            guard error == .local(.localRoute), let other = candidates.fallback else {
                throw AttemptFailure(error, in: .connect)
            }
            do throws(NetworkError) {
                return try await connect(to: other)
            } catch {
                throw AttemptFailure(error, in: .connect)
            }
        }
    }

    private mutating func connect(
        to address: IPAddress
    ) async throws(NetworkError) -> Connection {
        report.address = address
        let opensAt = report.startedAt + (report.phases.resolve ?? .zero)
        let connection = try await world.transport.connect(
            to: Endpoint(address: address, port: probe.options.port),
            deadline: min(deadline, opensAt + probe.options.connectTimeout))
        open(connection)
        return connection
    }

    /// One reading closes a phase and opens the next, so that the phases add up to the whole.
    private mutating func open(_ connection: Connection) {
        if report.phases.resolve == nil || report.isNameCached {
            report.startedAt = connection.startedAt
        } else {
            report.phases.resolve = connection.startedAt - report.startedAt
        }
        report.phases.connect = connection.connectedAt - connection.startedAt
    }

    /// Speaks TLS over a connection; the phase begins at `begin`.
    private mutating func handshake(
        _ client: any TLSClient, _ connection: Connection, from begin: Instant
    ) async throws(AttemptFailure) -> (any TLSSession, doneAt: Instant) {
        let handshake = TLSHandshake(
            stream: connection.stream, deadline: deadline, time: world.time)
        switch await handshake.perform(client) {
        case .failed(let failure, let certificates):
            report.certificates = certificates
            throw probe.options.tls?.explain(failure) ?? failure
        case .done(let facts, let doneAt, let session):
            report.phases.tls = doneAt - begin
            report.tls = facts
            report.certificates = facts.certificates
            if var failure = probe.options.tls?.refusal(of: facts) {
                await ConversationLine(connection.stream, tls: session).close(deadline: deadline)
                failure.endedAt = doneAt
                throw failure
            }
            return (session, doneAt)
        }
    }
}

// The exchange.
extension TCPAttempt {
    private mutating func converse(
        _ script: Script, over connection: Connection
    ) async throws(AttemptFailure) -> Instant {
        var line = ConversationLine(connection.stream)
        var begin = connection.connectedAt
        var transcript = probe.keepsTranscript ? Transcript(since: begin) : nil
        if let tls = probe.tls, !script.startsTLS {
            let (session, doneAt) = try await handshake(tls, connection, from: begin)
            line = ConversationLine(connection.stream, tls: session)
            begin = doneAt
            transcript?.append(.startedTLS, at: begin)
        }
        var driver = ConversationDriver(
            Conversation(script, facts), over: line,
            transcript: transcript, from: begin, time: world.time, deadline: deadline)
        let outcome = await finish(&driver, over: connection, from: begin)
        report.captured = driver.conversation.captured
        report.transcript = driver.transcript
        switch outcome {
        case .success: await driver.line.leave(at: world.time.now, deadline: deadline)
        case .failure: await driver.line.close(deadline: deadline)
        }
        return try outcome.get()
    }

    /// Holds the conversation to its end, with TLS where it is to be started.
    private mutating func finish(
        _ driver: inout ConversationDriver, over connection: Connection, from begin: Instant
    ) async -> Result<Instant, AttemptFailure> {
        var begin = begin
        var exchanged = Duration.zero
        do throws(AttemptFailure) {
            while true {
                let pause = try await driver.run()
                let endedAt = driver.endedAt
                exchanged += endedAt - begin
                guard pause == .startTLS, let tls = probe.tls else {
                    report.phases.exchange = exchanged
                    return .success(endedAt)
                }
                (begin, driver.line) = try await upgrade(tls, connection, from: endedAt)
                driver.resume(from: begin)
            }
        } catch {
            report.failedStep = driver.conversation.place
            var failure = error
            // Saying goodbye is no part of it.
            failure.endedAt = error.endedAt ?? world.time.now
            return .failure(failure)
        }
    }

    private mutating func upgrade(
        _ tls: any TLSClient, _ connection: Connection, from goAhead: Instant
    ) async throws(AttemptFailure) -> (Instant, ConversationLine) {
        let (session, doneAt) = try await handshake(tls, connection, from: goAhead)
        return (doneAt, ConversationLine(connection.stream, tls: session))
    }

    private var facts: AttemptFacts {
        var facts = probe.facts
        facts.number = UInt64(bitPattern: report.startedAt.nanoseconds)
        return facts
    }
}

extension AttemptFacts {
    fileprivate init(_ options: TCPProbeOptions, isUnderTLS: Bool) {
        let host = options.host.description
        let isV6 = if case .address(let address) = options.host { address.isV6 } else { false }
        self.init(
            host: isV6 ? "[\(host)]" : host, port: options.port,
            serverName: options.tls?.serverName ?? host, number: 0, isUnderTLS: isUnderTLS)
    }
}
