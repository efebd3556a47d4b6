import Network
import Time

/// Connections to several addresses, of which the first that stands wins (RFC 8305 section 5).
///
/// The next one is started a little after the last, or at once when one has failed. Once one
/// stands the others are cancelled; one that came to stand in the same moment is closed.
struct ConnectionRace {
    /// In the order in which they are tried.
    let addresses: [IPAddress]
    let probe: TCPProbe
    let world: ProbeWorld
    let deadline: Instant
    /// How many of them were tried.
    private(set) var startedCount = 0
    /// When the last of those was.
    private(set) var lastStartedAt: Instant
    private var failures: [Int: NetworkError] = [:]

    /// How it ended: with a connection, or with what each that was started failed with.
    enum Outcome {
        case won(IPAddress, Connection)
        case lost([(address: IPAddress, error: NetworkError)])
    }

    private enum Event: Sendable {
        /// It is time to start that one, if it was not yet.
        case turn(Int)
        case ended(Int, Result<Connection, NetworkError>)
    }

    init(addresses: [IPAddress], probe: TCPProbe, world: ProbeWorld, deadline: Instant) {
        self.addresses = addresses
        self.probe = probe
        self.world = world
        self.deadline = deadline
        lastStartedAt = world.time.now
    }

    mutating func run() async -> Outcome {
        await withTaskGroup(of: Event.self) { group in
            startNext(in: &group)
            while let event = await group.next() {
                switch event {
                case .turn(let index):
                    if index == startedCount { startNext(in: &group) }
                case .ended(let index, .success(let connection)):
                    group.cancelAll()
                    return .won(addresses[index], connection)
                case .ended(let index, .failure(let error)):
                    failures[index] = error
                    if failures.count == startedCount, isOver(after: error) {
                        group.cancelAll()
                        return lost
                    }
                    startNext(in: &group)
                }
            }
            return lost
        }
    }

    /// Whether none is left that could be started.
    private func isOver(after error: NetworkError) -> Bool {
        startedCount == addresses.count || error == .cancelled || world.time.now >= deadline
    }

    private mutating func startNext(in group: inout TaskGroup<Event>) {
        guard startedCount < addresses.count, world.time.now < deadline, !Task.isCancelled
        else { return }
        let index = startedCount
        startedCount += 1
        lastStartedAt = world.time.now
        let (address, probe, world, deadline) = (addresses[index], probe, world, deadline)
        group.addTask {
            do throws(NetworkError) {
                return .ended(
                    index, .success(try await probe.connect(to: address, in: world, by: deadline)))
            } catch {
                return .ended(index, .failure(error))
            }
        }
        guard startedCount < addresses.count else { return }
        let next = lastStartedAt + ProbeLimits.raceDelay
        group.addTask {
            _ = await world.time.sleep(until: next)
            return .turn(index + 1)
        }
    }

    private var lost: Outcome {
        .lost(
            failures.sorted { $0.key < $1.key }.map { (addresses[$0.key], $0.value) })
    }
}

extension TCPProbe {
    /// Opens a connection to one address, which has its own time for it.
    fileprivate func connect(
        to address: IPAddress, in world: ProbeWorld, by deadline: Instant
    ) async throws(NetworkError) -> Connection {
        try await world.transport.connect(
            to: Endpoint(address: address, port: options.port), options.connection,
            deadline: min(deadline, world.time.now + options.connectTimeout))
    }
}

extension NetworkError {
    /// The error that says most of what several addresses of one target failed with.
    ///
    /// Our own trouble comes first: the address that was not tried may stand. What its own machine
    /// said then comes before what a router did, and that before silence. That we have no way to an
    /// address is told only where nothing else is: the other family stands for it.
    static func mostTelling(
        _ failures: [(address: IPAddress, error: NetworkError)]
    ) -> (address: IPAddress, error: NetworkError)? {
        failures.min { $0.error.rank < $1.error.rank }
    }

    /// In a few words for people.
    var words: String {
        switch self {
        case .cancelled: "cancelled"
        case .refused: "refused"
        case .reset: "reset"
        case .hostUnreachable: "host unreachable"
        case .networkUnreachable: "network unreachable"
        case .timeout: "timeout"
        case .other(let number): "error number \(number)"
        case .local(let trouble): trouble.rawValue
        }
    }

    private var rank: Int {
        switch self {
        case .cancelled: 0
        case .local(.localRoute): 8
        case .local: 1
        case .refused: 2
        case .reset: 3
        case .hostUnreachable: 4
        case .networkUnreachable: 5
        case .timeout: 6
        case .other: 7
        }
    }
}
