import Network
import Time

// The name and the connection.
extension TCPAttempt {
    /// Finds what is to be connected to.
    mutating func candidates() async throws(AttemptFailure) -> AddressCandidates {
        if let givenAddress { return AddressCandidates(givenAddress) }
        guard case .name(let name) = probe.options.host else {
            preconditionFailure("a host is a name or an address")
        }
        let addresses = try await addresses(of: name)
        let policy = probe.options.addressPolicy
        guard var candidates = policy.candidates(addresses) else {
            throw AttemptFailure(reason: .dnsNoData, in: .resolve)
        }
        if probe.options.addresses == .any { candidates.racing = policy.interleaved(addresses) }
        return candidates
    }

    /// Asks for the addresses of the name; where the servers fail, those of before may serve.
    mutating func addresses(of name: String) async throws(AttemptFailure) -> [IPAddress] {
        let answer = try await answer(for: name)
        report.isNameCached = answer.isCached
        report.canonicalName = answer.canonicalName
        // A known answer counts as zero: what little time it took belongs to no phase.
        let now = world.time.now
        if answer.isCached { report.startedAt = now }
        report.phases.resolve = now - report.startedAt
        report.addressCount = answer.addresses.count
        return answer.addresses
    }

    private mutating func answer(for name: String) async throws(AttemptFailure) -> NameAnswer {
        let begin = report.startedAt
        let earlier = probe.lastAnswer?.answer(at: begin)
        // With something to fall back on, time must be left to use it.
        let limit = begin + (deadline - begin) / ProbeLimits.staleShareOfTimeout
        do throws(ResolveError) {
            let answer = try await world.resolver.resolve(
                name, families: probe.options.addressPolicy.families,
                deadline: earlier == nil ? deadline : limit)
            // Half of the addresses are no answer for a probe of all.
            if probe.options.addresses.isAll, let missing = answer.missing { throw missing }
            probe.lastAnswer?.keep(answer, at: world.time.now)
            return answer
        } catch {
            guard var earlier, error.leavesNameUnknown else { throw AttemptFailure(error) }
            // It was asked for, and took its time.
            earlier.isCached = false
            report.isNameStale = true
            return earlier
        }
    }

    /// Opens a connection to one of them.
    mutating func connect(
        to candidates: AddressCandidates
    ) async throws(NetworkError) -> Connection {
        if candidates.racing.count > 1 { return try await race(candidates.racing) }
        // What is known without asking: the reading that closed the phase before.
        let begin = report.startedAt + (report.phases.resolve ?? .zero)
        opensAt = begin
        let (time, patience, deadline) = (world.time, patience, deadline)
        let connection = try await candidates.connect(while: { time.now + patience <= deadline }) {
            address async throws(NetworkError) in
            if address != candidates.first { opensAt = time.now }
            return try await connect(to: address)
        }
        open(connection, from: report.address == candidates.first ? connection.startedAt : begin)
        return connection
    }

    /// When the connection must stand that began to be opened.
    var connectDeadline: Instant { min(deadline, opensAt + probe.options.connectTimeout) }

    /// How long silence must last to say something.
    var patience: Duration { probe.options.connectTimeout / 2 }

    /// Lets the addresses race; the phase is that of the whole race, so that the phases add up.
    private mutating func race(_ order: [IPAddress]) async throws(NetworkError) -> Connection {
        let begin = world.time.now
        var race = ConnectionRace(addresses: order, probe: probe, world: world, deadline: deadline)
        let outcome = await race.run()
        report.connectionCount = race.startedCount
        opensAt = race.lastStartedAt
        switch outcome {
        case .won(let address, let connection):
            report.address = address
            open(connection, from: begin)
            return connection
        case .lost(let failures):
            if Task.isCancelled { throw .cancelled }
            // One that was not asked may stand.
            hasAskedAll = failures.count == order.count
            // Not one was started before the time was over.
            guard let (address, error) = NetworkError.mostTelling(failures) else { throw .timeout }
            report.address = address
            reliesOnOthers =
                !hasAskedAll || failures.contains { $0.error == .timeout || $0.error == .reset }
            failuresText = failures.map { "\($0.address): \($0.error.words)" }
                .joined(separator: ", ")
            throw error
        }
    }

    private mutating func connect(
        to address: IPAddress
    ) async throws(NetworkError) -> Connection {
        report.address = address
        return try await world.transport.connect(
            to: Endpoint(address: address, port: probe.options.port), probe.options.connection,
            deadline: connectDeadline)
    }

    /// One reading closes a phase and opens the next, so that the phases add up to the whole.
    private mutating func open(_ connection: Connection, from begin: Instant) {
        if report.phases.resolve == nil || report.isNameCached {
            report.startedAt = begin
        } else {
            report.phases.resolve = begin - report.startedAt
        }
        report.phases.connect = connection.connectedAt - begin
        report.path = connection.path
    }
}
