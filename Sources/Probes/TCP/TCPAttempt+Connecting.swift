import Network
import Time

// The name and the connection.
extension TCPAttempt {
    mutating func candidates() async throws(AttemptFailure) -> AddressCandidates {
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

    mutating func connect(
        to candidates: AddressCandidates
    ) async throws(NetworkError) -> Connection {
        do throws(NetworkError) {
            return try await connect(to: candidates.first)
        } catch {
            // Without a route of ours to one family the other may still tell.
            guard error == .local(.localRoute), let other = candidates.fallback else {
                throw error
            }
            return try await connect(to: other)
        }
    }

    private mutating func connect(
        to address: IPAddress
    ) async throws(NetworkError) -> Connection {
        report.address = address
        let opensAt = report.startedAt + (report.phases.resolve ?? .zero)
        let connection = try await world.transport.connect(
            to: Endpoint(address: address, port: probe.options.port), probe.options.connection,
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
        report.path = connection.path
    }
}
