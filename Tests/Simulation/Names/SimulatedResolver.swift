public import Network
import Synchronization
public import Time

/// What the simulated name servers answer for a name.
public enum NameBehaviour: Sendable {
    /// These addresses; of which only those of the wanted families are told.
    case answers([IPAddress], canonicalName: String? = nil)
    /// The same, known already: no time passes.
    case knows([IPAddress], canonicalName: String? = nil)
    /// These addresses of one family, while the question for the other fails.
    case answersHalf([IPAddress], ResolveError)
    /// These services, for so long; none where it is decidedly not available.
    case offers([ServiceRecord], timeToLive: Duration)
    /// This error; ``ResolveError/timeout`` comes at the deadline.
    case fails(ResolveError)
}

/// From an instant on a name is answered so.
public struct NameChange: Sendable {
    /// When it begins.
    public var from: Instant
    /// What is answered then.
    public var behaviour: NameBehaviour

    /// A change to `behaviour` at `from`.
    public init(from: Instant, _ behaviour: NameBehaviour) {
        self.from = from
        self.behaviour = behaviour
    }
}

/// Name servers in memory, which answer as a test says, after a time drawn from the seed.
public final class SimulatedResolver: NameResolver {
    private struct State {
        var generator: SeededGenerator
        var link: Link
        var names: [String: [NameChange]] = [:]
        var queries = 0
        var serversAsked: [[Endpoint]] = []
        var tallies: [String: NameTally] = [:]
    }

    private let loop: SimulatedLoop
    private let trace: Trace
    private let state: Mutex<State>

    /// Name servers that know no name, a link of `conditions` away.
    public init(
        loop: SimulatedLoop, seed: UInt64, trace: Trace = Trace(),
        conditions: LinkConditions = LinkConditions()
    ) {
        self.loop = loop
        self.trace = trace
        state = Mutex(
            State(generator: SeededGenerator(seed: seed), link: Link(conditions)))
    }

    /// Lets `name` be answered so from now on.
    public func set(_ behaviour: NameBehaviour, for name: String) {
        plan([NameChange(from: Instant(nanoseconds: 0), behaviour)], for: name)
    }

    /// Lets `name` be answered by a plan in order of time; the first holds before its instant too.
    public func plan(_ changes: [NameChange], for name: String) {
        precondition(
            zip(changes, changes.dropFirst()).allSatisfy { $0.from <= $1.from },
            "a plan is told in the order of time")
        state.withLock { $0.names[name] = changes }
    }

    /// Changes the way to the name servers; what is lost is asked again, each time for 2 s more.
    public func set(_ conditions: LinkConditions) {
        state.withLock { $0.link = Link(conditions) }
    }

    /// How often the name servers were asked.
    public var queryCount: Int { state.withLock { $0.queries } }

    /// Which servers it was told to ask, one telling after the other.
    public var serversAsked: [[Endpoint]] { state.withLock { $0.serversAsked } }

    /// How the questions for `name` truly ended.
    public func tally(of name: String) -> NameTally {
        state.withLock { $0.tallies[name] ?? NameTally() }
    }

    /// Asks for the addresses of `name`.
    public func resolve(
        _ name: String, families: AddressFamilies, deadline: Instant
    ) async throws(ResolveError) -> NameAnswer {
        try count(await answer(name, families, deadline), for: name)
    }

    /// Asks where the service `name` is offered.
    public func services(
        of name: String, deadline: Instant
    ) async throws(ResolveError) -> ServiceAnswer {
        try count(await offer(name, deadline), for: name)
    }

    /// Notes the servers; the names are answered as before.
    public func ask(_ servers: [Endpoint]) {
        state.withLock { $0.serversAsked.append(servers) }
    }

    private func count<Answer>(
        _ result: Result<Answer, ResolveError>, for name: String
    ) throws(ResolveError) -> Answer {
        state.withLock { state in
            var error: ResolveError?
            if case .failure(let failure) = result { error = failure }
            state.tallies[name, default: NameTally()].count(error)
        }
        return try result.get()
    }

    private func answer(
        _ name: String, _ families: AddressFamilies, _ deadline: Instant
    ) async -> Result<NameAnswer, ResolveError> {
        do throws(ResolveError) {
            let behaviour = behaviour(of: name, at: loop.now)
            if case .knows(let addresses, let canonicalName) = behaviour {
                return .success(
                    try Self.answer(name, addresses, canonicalName, families, isCached: true))
            }
            try await wait(for: behaviour, of: name, deadline)
            switch behaviour {
            case .fails(let error): throw error
            case .offers: throw .noData
            case .answersHalf(let addresses, let error):
                var answer = try Self.answer(name, addresses, nil, families, isCached: false)
                if families == .both { answer.missing = error }
                return .success(answer)
            case .answers(let addresses, let canonical), .knows(let addresses, let canonical):
                return .success(
                    try Self.answer(name, addresses, canonical, families, isCached: false))
            }
        } catch {
            return .failure(error)
        }
    }

    private func offer(
        _ name: String, _ deadline: Instant
    ) async -> Result<ServiceAnswer, ResolveError> {
        do throws(ResolveError) {
            let behaviour = behaviour(of: name, at: loop.now)
            try await wait(for: behaviour, of: name, deadline)
            switch behaviour {
            case .fails(let error): throw error
            case .answers, .knows, .answersHalf: throw .noData
            case .offers(let records, let timeToLive):
                return .success(ServiceAnswer(records: records, timeToLive: timeToLive))
            }
        } catch {
            return .failure(error)
        }
    }

    /// Returns when the answer is there; throws where the deadline or the end comes first.
    private func wait(
        for behaviour: NameBehaviour, of name: String, _ deadline: Instant
    ) async throws(ResolveError) {
        let arrival = send(behaviour, at: loop.now.nanoseconds)
        if arrival > loop.now.nanoseconds {
            let outcome = await loop.wait(loop.open(), until: min(arrival, deadline.nanoseconds))
            if outcome == .cancelled { throw .cancelled }
        }
        let isInTime = arrival <= loop.now.nanoseconds
        trace.note(loop.now, 100 + UInt64(name.utf8.count), isInTime ? 1 : 0)
        guard isInTime else { throw .timeout }
    }

    private func behaviour(of name: String, at now: Instant) -> NameBehaviour {
        state.withLock { state in
            guard let changes = state.names[name], let first = changes.first else {
                return .fails(.notFound)
            }
            return (changes.last { $0.from <= now } ?? first).behaviour
        }
    }

    /// When the answer arrives; never where none is sent.
    private func send(_ behaviour: NameBehaviour, at now: Int64) -> Int64 {
        state.withLock { state in
            state.queries += 1
            var sent = now
            while state.link.drawLoss(&state.generator) && sent - now < 60_000_000_000 {
                sent += 2_000_000_000
            }
            let delay =
                state.link.drawDelay(&state.generator) + state.link.drawDelay(&state.generator)
            switch behaviour {
            case .fails(.timeout): return .max
            case .fails(.local), .fails(.other): return now
            default: return sent + delay
            }
        }
    }

    private static func answer(
        _ name: String, _ addresses: [IPAddress], _ canonicalName: String?,
        _ families: AddressFamilies, isCached: Bool
    ) throws(ResolveError) -> NameAnswer {
        let wanted = addresses.filter { address in
            switch families {
            case .v4: !address.isV6
            case .v6: address.isV6
            case .both: true
            }
        }
        guard !wanted.isEmpty else { throw .noData }
        return NameAnswer(
            addresses: wanted, canonicalName: canonicalName ?? name, isCached: isCached)
    }
}
