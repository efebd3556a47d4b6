public import Network
import Time

/// Connects to a port, and speaks TLS there if it is told to.
public struct TCPProbe: Probe {
    private let options: TCPProbeOptions
    private let tls: (any TLSClient)?

    /// A probe of `options`; `tls` was made of their TLS settings, and is nil where they have none.
    public init(options: TCPProbeOptions, tls: (any TLSClient)?) {
        precondition(
            (options.tls == nil) == (tls == nil), "TLS settings and their client go together")
        self.options = options
        self.tls = tls
    }

    /// Makes one attempt: resolve, connect, and tls where it is asked for.
    public func attempt(in world: ProbeWorld) async -> ProbeReport {
        var attempt = TCPAttempt(options: options, tls: tls, world: world)
        return await attempt.report()
    }
}

/// One attempt under way.
private struct TCPAttempt {
    private let options: TCPProbeOptions
    private let tls: (any TLSClient)?
    private let world: ProbeWorld
    private let deadline: Instant
    private let fairness: Fairness
    private var report: ProbeReport

    init(options: TCPProbeOptions, tls: (any TLSClient)?, world: ProbeWorld) {
        self.options = options
        self.tls = tls
        self.world = world
        let now = world.time.now
        deadline = now + options.timeout
        fairness = Fairness(time: world.time, timeout: options.timeout)
        report = ProbeReport(verdict: .success, startedAt: now, duration: .zero)
    }

    mutating func report() async -> ProbeReport {
        var end: Instant?
        do throws(AttemptFailure) {
            end = try await run()
        } catch {
            report.verdict = error.verdict
            report.detail = error.detail
        }
        report.duration = (end ?? world.time.now) - report.startedAt
        fairness.judge(&report)
        return report
    }

    /// Goes through the phases; returns the reading that closed the last one.
    private mutating func run() async throws(AttemptFailure) -> Instant {
        let candidates = try await candidates()
        let connection = try await connect(to: candidates)
        guard let tls else { return connection.connectedAt }
        return try await handshake(tls, connection)
    }

    private mutating func candidates() async throws(AttemptFailure) -> [IPAddress] {
        let name: String
        switch options.host {
        case .address(let address): return [address]
        case .name(let text): name = text
        }
        let answer: NameAnswer
        do throws(ResolveError) {
            answer = try await world.resolver.resolve(
                name, families: options.addressPolicy.families, deadline: deadline)
        } catch {
            throw AttemptFailure(error)
        }
        report.isNameCached = answer.isCached
        report.canonicalName = answer.canonicalName
        // A known answer counts as zero: what little time it took belongs to no phase.
        let now = world.time.now
        if answer.isCached { report.startedAt = now }
        report.phases.resolve = now - report.startedAt
        return options.addressPolicy.candidates(answer.addresses)
    }

    private mutating func connect(
        to candidates: [IPAddress]
    ) async throws(AttemptFailure) -> Connection {
        for (place, address) in candidates.enumerated() {
            report.address = address
            let limit = min(deadline, world.time.now + options.connectTimeout)
            do throws(NetworkError) {
                let connection = try await world.transport.connect(
                    to: Endpoint(address: address, port: options.port), deadline: limit)
                open(connection)
                return connection
            } catch {
                // Without a route of ours to one family the other may still tell.
                if error == .local(.localRoute), place + 1 < candidates.count { continue }
                throw AttemptFailure(error, in: .connect)
            }
        }
        throw AttemptFailure(reason: .dnsNoData, in: .resolve)
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

    private mutating func handshake(
        _ client: any TLSClient, _ connection: Connection
    ) async throws(AttemptFailure) -> Instant {
        let handshake = TLSHandshake(
            stream: connection.stream, deadline: deadline, time: world.time)
        switch await handshake.perform(client) {
        case .failed(let failure, let certificates):
            report.certificates = certificates
            throw failure
        case .done(let facts, let doneAt):
            report.phases.tls = doneAt - connection.connectedAt
            report.tls = facts
            report.certificates = facts.certificates
            if options.tls?.verify == true, case .failed(let problem) = facts.verification {
                throw AttemptFailure(reason: FailureReason(problem), in: .tls)
            }
            return doneAt
        }
    }
}
