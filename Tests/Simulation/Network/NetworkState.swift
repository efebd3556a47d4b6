import Network
import Time

/// Everything that the simulated network knows; times are bare nanoseconds.
struct NetworkState {
    /// How a connection will end unless its deadline comes first.
    struct Fate {
        /// When it is told; the last of all instants where nothing ever comes.
        var at: Int64
        var end: End
        var place: Int
        var link: Link
        /// What a kernel would have measured; nil where nothing was answered.
        var path: PathFigures?

        enum End {
            case established(ServerKind)
            case accepted(AcceptQueue)
            case failed(NetworkError)
        }

        /// The first round trip, and half of it for what it varies by (RFC 6298 section 2.2).
        mutating func setPath(sent: Int64, retransmissions: Int) {
            let roundTrip = Duration.nanoseconds(at - sent)
            path = PathFigures(
                roundTrip: roundTrip, roundTripVariation: roundTrip / 2,
                retransmissions: retransmissions)
        }
    }

    private struct Place {
        var changes: [(from: Int64, behaviour: Behaviour)] = []
        /// The change that holds now; time never goes back.
        var current = 0
        var link: Link?
        var queue: AcceptQueue?
        var tally = ConnectionTally()
        var lastOptions: ConnectionOptions?
        var isWatched = false
    }

    /// Seconds after the first one at which Linux sends a SYN again (net.ipv4.tcp_syn_retries).
    private static let synSeconds: [Int64] = [0, 1, 3, 7, 15, 31, 63]
    /// When it gives up: ETIMEDOUT.
    private static let giveUpNanoseconds: Int64 = 127_000_000_000
    /// How long it takes until a host that answers no ARP is said to be unreachable.
    private static let unresolvedNanoseconds: Int64 = 3_060_000_000

    var generator: SeededGenerator
    var usual: Link
    var canary = Canary.none
    var elsewhere = Behaviour.refuses
    var connectionsMax = Int.max
    var openConnections = 0
    var notes: [ConnectionNote] = []
    private var table = EndpointTable()
    private var places: [Place] = []
    private var nextPort: UInt16 = 49_152

    init(seed: UInt64, usual: LinkConditions) {
        generator = SeededGenerator(seed: seed)
        self.usual = Link(usual)
    }
}

// MARK: - Endpoints

extension NetworkState {
    mutating func set(_ changes: [BehaviourChange], at endpoint: Endpoint) {
        let place = number(of: endpoint)
        places[place].changes = changes.map { ($0.from.nanoseconds, $0.behaviour) }
        places[place].current = 0
    }

    mutating func set(_ conditions: LinkConditions, at endpoint: Endpoint) {
        places[number(of: endpoint)].link = Link(conditions)
    }

    func tally(of endpoint: Endpoint) -> ConnectionTally {
        table.find(endpoint).map { places[$0].tally } ?? ConnectionTally()
    }

    func lastOptions(of endpoint: Endpoint) -> ConnectionOptions? {
        table.find(endpoint).flatMap { places[$0].lastOptions }
    }

    mutating func note(_ options: ConnectionOptions, at endpoint: Endpoint) {
        places[number(of: endpoint)].lastOptions = options
    }

    mutating func watch(_ endpoint: Endpoint) {
        places[number(of: endpoint)].isWatched = true
    }

    func isWatched(_ endpoint: Endpoint) -> Bool {
        table.find(endpoint).map { places[$0].isWatched } ?? false
    }

    mutating func count(_ error: NetworkError?, at place: Int) {
        places[place].tally.count(error)
    }

    /// Takes `endpoint` for a listener, a free port where it names none; nil where it is taken.
    mutating func bind(_ endpoint: Endpoint, _ queue: AcceptQueue) -> Endpoint? {
        var endpoint = endpoint
        while endpoint.port == 0 {
            let candidate = Endpoint(address: endpoint.address, port: takePort())
            if listener(at: candidate) == nil { endpoint = candidate }
        }
        guard listener(at: endpoint) == nil else { return nil }
        let place = number(of: endpoint)
        places[place].queue = queue
        if places[place].link == nil { places[place].link = Link(.loopback) }
        return endpoint
    }

    mutating func unbind(_ endpoint: Endpoint) {
        places[number(of: endpoint)].queue = nil
    }

    /// The next port for the near end of a connection, or for a listener that asks for any.
    mutating func takePort() -> UInt16 {
        defer { nextPort = nextPort == .max ? 49_152 : nextPort + 1 }
        return nextPort
    }

    private mutating func number(of endpoint: Endpoint) -> Int {
        let place = table.number(of: endpoint)
        if place == places.count { places.append(Place()) }
        return place
    }

    private func listener(at endpoint: Endpoint) -> (place: Int, queue: AcceptQueue)? {
        let any: IPAddress = endpoint.address.isV6 ? .any6 : .any4
        for address in [endpoint.address, any, .any6] {
            if let place = table.find(Endpoint(address: address, port: endpoint.port)),
                let queue = places[place].queue
            {
                return (place, queue)
            }
        }
        return nil
    }
}

// MARK: - What becomes of a connection

extension NetworkState {
    /// Decides how a connection that is begun at `now` will end, by what is planned until then.
    mutating func fate(of endpoint: Endpoint, at now: Int64) -> Fate {
        let place = number(of: endpoint)
        let link = places[place].link ?? usual
        var fate = Fate(at: now, end: .failed(.timeout), place: place, link: link)
        if openConnections >= connectionsMax {
            fate.end = .failed(.local(.descriptors))
            return fate
        }
        if places[place].changes.isEmpty, let (place, queue) = listener(at: endpoint) {
            fate.place = place
            fate.link = places[place].link ?? usual
            fate.end = .accepted(queue)
            fate.at = now + 2 * fate.link.drawDelay(&generator)
            fate.setPath(sent: now, retransmissions: 0)
            return fate
        }
        if case .localTrouble(let trouble, let after) = behaviour(place, at: now) {
            fate.at = now + after.nanoseconds
            fate.end = .failed(.local(trouble))
            return fate
        }
        decide(&fate, begun: now)
        return fate
    }

    /// Sends SYN after SYN until one is answered.
    private mutating func decide(_ fate: inout Fate, begun: Int64) {
        for (retransmissions, seconds) in Self.synSeconds.enumerated() {
            let sent = begun + seconds * 1_000_000_000
            if fate.link.drawLoss(&generator) { continue }
            let arrival = sent + fate.link.drawDelay(&generator)
            let behaviour = behaviour(fate.place, at: arrival, from: begun)
            if case .hostUnreachable(nil) = behaviour {
                fate.at = begun + Self.unresolvedNanoseconds
                fate.end = .failed(.hostUnreachable)
                return
            }
            guard let end = Self.answer(behaviour) else { continue }
            if fate.link.drawLoss(&generator) { continue }
            fate.at = arrival + fate.link.drawDelay(&generator)
            fate.setPath(sent: sent, retransmissions: retransmissions)
            if case .hostUnreachable(let after?) = behaviour {
                fate.at = sent + after.nanoseconds
            }
            fate.end = end
            return
        }
        fate.at = begun + Self.giveUpNanoseconds
    }

    /// What answers a SYN; nil where nothing does.
    private static func answer(_ behaviour: Behaviour) -> Fate.End? {
        if let kind = behaviour.server { return .established(kind) }
        return switch behaviour {
        case .refuses: .failed(.refused)
        case .resetsOnConnect: .failed(.reset)
        case .hostUnreachable: .failed(.hostUnreachable)
        case .networkUnreachable: .failed(.networkUnreachable)
        case .unknownError(let number): .failed(.other(errorNumber: number))
        default: nil
        }
    }

    /// What an endpoint does at `instant`, which is not before `now` if that is given.
    private mutating func behaviour(_ place: Int, at instant: Int64, from now: Int64? = nil)
        -> Behaviour
    {
        let count = places[place].changes.count
        guard count > 0 else { return elsewhere }
        guard count > 1 else { return places[place].changes[0].behaviour }
        var index = places[place].current
        while index + 1 < count, places[place].changes[index + 1].from <= instant { index += 1 }
        if now == nil { places[place].current = index }
        return places[place].changes[index].behaviour
    }

    /// Whether the canary strikes this time.
    mutating func draws(oneIn: UInt64) -> Bool {
        generator.next() % max(1, oneIn) == 0
    }
}
