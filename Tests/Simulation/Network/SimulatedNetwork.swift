public import Network
import Synchronization
public import Time

/// A network in memory: endpoints behave as a test says, links as chance has it.
///
/// Chance is drawn from the seed in the order in which things happen, so a run can be repeated.
public final class SimulatedNetwork: Transport {
    let loop: SimulatedLoop
    let trace: Trace
    let state: Mutex<NetworkState>

    /// A network where nothing answers but RSTs, over links of `conditions`.
    public init(
        loop: SimulatedLoop, seed: UInt64, trace: Trace = Trace(),
        conditions: LinkConditions = LinkConditions()
    ) {
        self.loop = loop
        self.trace = trace
        state = Mutex(NetworkState(seed: seed, usual: conditions))
    }

    /// Lets `endpoint` behave so from now on, or for ever if it is not changed again.
    public func set(_ behaviour: Behaviour, at endpoint: Endpoint) {
        plan([BehaviourChange(from: Instant(nanoseconds: 0), behaviour)], at: endpoint)
    }

    /// Lets `endpoint` behave by a plan in order of time; the first holds before its instant too.
    ///
    /// A connection that is under way when this is called keeps the fate that it had.
    public func plan(_ changes: [BehaviourChange], at endpoint: Endpoint) {
        precondition(
            zip(changes, changes.dropFirst()).allSatisfy { $0.from <= $1.from },
            "a plan is told in the order of time")
        state.withLock { $0.set(changes, at: endpoint) }
    }

    /// Changes the link to one endpoint; listeners have ``LinkConditions/loopback`` otherwise.
    public func set(_ conditions: LinkConditions, at endpoint: Endpoint) {
        state.withLock { $0.set(conditions, at: endpoint) }
    }

    /// Changes the links to all endpoints that have none of their own.
    public func set(_ conditions: LinkConditions) {
        state.withLock { $0.usual = Link(conditions) }
    }

    /// Changes what endpoints do of which nothing was said and where nobody listens.
    public func setElsewhere(_ behaviour: Behaviour) {
        state.withLock { $0.elsewhere = behaviour }
    }

    /// Lets the network itself be wrong.
    public func set(_ canary: Canary) {
        state.withLock { $0.canary = canary }
    }

    /// How many ends of connections this process may hold before it has no descriptor left.
    public func setConnectionsMax(_ count: Int) {
        state.withLock { $0.connectionsMax = count }
    }

    /// Ends of connections that somebody still holds.
    public var openConnections: Int { state.withLock { $0.openConnections } }

    /// In which way the last connection to `endpoint` was asked for.
    public func lastOptions(of endpoint: Endpoint) -> ConnectionOptions? {
        state.withLock { $0.lastOptions(of: endpoint) }
    }

    /// How the connections to `endpoint` truly ended.
    public func tally(of endpoint: Endpoint) -> ConnectionTally {
        state.withLock { $0.tally(of: endpoint) }
    }
}

// MARK: - Connecting

extension SimulatedNetwork {
    /// Opens a connection, with the fate that the endpoint's plan and chance have for it.
    public func connect(
        to endpoint: Endpoint, _ options: ConnectionOptions, deadline: Instant
    ) async throws(NetworkError) -> Connection {
        let startedAt = loop.now
        let fate = state.withLock { state in
            state.note(options, at: endpoint)
            return state.fate(of: endpoint, at: startedAt.nanoseconds)
        }
        note(.began, at: endpoint, startedAt: startedAt)
        var error = await error(of: fate, until: deadline.nanoseconds)
        if error == nil, case .accepted(let queue) = fate.end, !queue.hasRoom { error = .refused }
        state.withLock { $0.count(error, at: fate.place) }
        note(.ended(error), at: endpoint, startedAt: startedAt)
        trace.note(loop.now, UInt64(fate.place), error.traceFigure)
        error = await strike(error, until: deadline.nanoseconds)
        if let error { throw error }
        return Connection(
            stream: open(fate, to: endpoint), startedAt: startedAt, connectedAt: loop.now,
            path: fate.path)
    }

    /// Waits for a fate to come about; nil where the connection stands.
    private func error(of fate: NetworkState.Fate, until deadline: Int64) async -> NetworkError? {
        if fate.at > loop.now.nanoseconds {
            let outcome = await loop.wait(loop.open(), until: min(fate.at, deadline))
            if outcome == .cancelled { return .cancelled }
            // What has arrived is found before what expired, however late we look.
            if fate.at > loop.now.nanoseconds { return .timeout }
        }
        if case .failed(let error) = fate.end { return error }
        return nil
    }

    private func open(_ fate: NetworkState.Fate, to endpoint: Endpoint) -> SimulatedStream {
        switch fate.end {
        case .established(let kind):
            SimulatedStream(
                network: self, peer: endpoint, localEndpoint: nearEnd(of: endpoint),
                link: fate.link, far: .server(ServerEnd(kind.makeConversation())))
        case .accepted(let queue):
            connectTo(queue, fate.link, endpoint)
        case .failed:
            // Only the canary gets here: a connection that nobody has accepted.
            SimulatedStream(
                network: self, peer: endpoint, link: fate.link, far: .server(ServerEnd(nil)))
        }
    }

    private func nearEnd(of endpoint: Endpoint) -> Endpoint {
        let port = state.withLock { $0.takePort() }
        return Endpoint(address: endpoint.address.isV6 ? .loopback6 : .loopback4, port: port)
    }

    private func connectTo(
        _ queue: AcceptQueue, _ link: Link, _ endpoint: Endpoint
    ) -> SimulatedStream {
        let there = Pipe()
        let back = Pipe()
        let near = nearEnd(of: endpoint)
        queue.add(
            SimulatedStream(
                network: self, peer: near, link: link, incoming: there, far: .stream(back)), loop)
        return SimulatedStream(
            network: self, peer: endpoint, localEndpoint: near, link: link, incoming: back,
            far: .stream(there))
    }
}

// MARK: - Chance

extension SimulatedNetwork {
    /// Lets the canary change what is told.
    private func strike(_ error: NetworkError?, until deadline: Int64) async -> NetworkError? {
        enum Blow {
            case none
            case error(NetworkError?)
            case wait(Int64, then: NetworkError?)
        }
        let now = loop.now.nanoseconds
        let blow = state.withLock { state -> Blow in
            switch (state.canary, error) {
            case (.refusedBecomesTimeout(let oneIn), .refused) where state.draws(oneIn: oneIn):
                .wait(deadline, then: .timeout)
            case (.refusedBecomesSuccess(let oneIn), .refused) where state.draws(oneIn: oneIn):
                .error(nil)
            case (.successBecomesRefused(let oneIn), nil) where state.draws(oneIn: oneIn):
                .error(.refused)
            case (.late(let oneIn, let by), _) where state.draws(oneIn: oneIn):
                .wait(now + by.nanoseconds, then: error)
            default: .none
            }
        }
        switch blow {
        case .none: return error
        case .error(let other): return other
        case .wait(let instant, let other):
            let outcome = await loop.wait(loop.open(), until: instant)
            return outcome == .cancelled ? .cancelled : other
        }
    }

    func drawDelay(_ link: Link) -> Int64 {
        state.withLock { link.drawDelay(&$0.generator) }
    }

    /// How long a segment of data takes: a lost one comes after a retransmission timeout of 200 ms.
    func drawSegment(_ link: Link) -> (delay: Int64, isReset: Bool) {
        state.withLock { state in
            var delay = link.drawDelay(&state.generator)
            while link.drawLoss(&state.generator) && delay < 60_000_000_000 {
                delay = delay * 2 + 200_000_000
            }
            return (delay, link.drawReset(&state.generator))
        }
    }

    func countOpen(_ difference: Int) {
        state.withLock { $0.openConnections += difference }
    }

    func bind(_ endpoint: Endpoint, _ queue: AcceptQueue) -> Endpoint? {
        state.withLock { $0.bind(endpoint, queue) }
    }

    func unbind(_ endpoint: Endpoint) {
        state.withLock { $0.unbind(endpoint) }
    }
}

extension NetworkError? {
    /// A number for the trace; 0 where there was no error.
    fileprivate var traceFigure: UInt64 {
        switch self {
        case nil: 0
        case .refused: 1
        case .reset: 2
        case .hostUnreachable: 3
        case .networkUnreachable: 4
        case .timeout: 5
        case .cancelled: 6
        case .local(let trouble): 7 + UInt64(LocalTrouble.allCases.firstIndex(of: trouble) ?? 0)
        case .other(let number): 1_000 + UInt64(UInt32(bitPattern: number))
        }
    }
}
