public import Network
public import Time

/// All that the exporter may ask of a world, in memory and from one seed.
public struct SimulatedWorld: Sendable {
    /// What the run is repeated with; say it when a test fails.
    public let seed: UInt64
    /// Who tells the time and runs the tasks.
    public let loop: SimulatedLoop
    /// Who opens and accepts connections.
    public let network: SimulatedNetwork
    /// Who knows addresses.
    public let resolver: SimulatedResolver
    /// Who speaks TLS.
    public let tls = SimulatedTLS()
    /// Who reads files, and says when they change.
    public let files: SimulatedFiles
    /// Who does long work.
    public let worker: SimulatedWorker
    /// Who takes the lines of the log.
    public let log = RecordedLog()
    /// What happened, as one number.
    public let trace = Trace()

    /// A world for the calling thread, whose links have `conditions`.
    public init(
        seed: UInt64, conditions: LinkConditions = LinkConditions(),
        wallTime: WallTime = SimulationLimits.wallTime
    ) {
        self.seed = seed
        loop = SimulatedLoop(wallTime: wallTime)
        files = SimulatedFiles(loop: loop)
        worker = SimulatedWorker(loop: loop)
        network = SimulatedNetwork(
            loop: loop, seed: seed ^ 0x6e65_7477_6f72_6b00, trace: trace, conditions: conditions)
        resolver = SimulatedResolver(
            loop: loop, seed: seed ^ 0x6e61_6d65_7300_0000, trace: trace, conditions: conditions)
    }

    /// Connects as a client, sends `request`, and reads until the peer ends or `bytesMax` came.
    public func exchange(
        _ request: [UInt8], with endpoint: Endpoint, deadline: Instant,
        bytesMax: Int = 64 * 1024 * 1024
    ) async throws(NetworkError) -> [UInt8] {
        let connection = try await network.connect(to: endpoint, deadline: deadline)
        try await connection.stream.write(request, deadline: deadline)
        var response: [UInt8] = []
        while response.count < bytesMax {
            let count = try await connection.stream.read(
                into: &response, atMost: min(64 * 1024, bytesMax - response.count),
                deadline: deadline)
            if count == 0 { break }
        }
        return response
    }
}
