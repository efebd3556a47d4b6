import Network
import TLS
import Time

/// The services that the demo probes, on free ports of loopback.
struct DemoServices: Sendable {
    private let running: [DemoService]
    private let flapping: FlappingService

    /// Accepts and says nothing.
    let open: Endpoint
    /// Speak TLS, each with the certificate of a stage.
    let secure: [DemoStage: Endpoint]
    /// Nobody listens there.
    let refused: Endpoint
    /// Is there and is not, in turns.
    let unsteady: Endpoint
    /// Says at once which version it has and how busy it is, and its model in words of markup.
    let scale: Endpoint
    /// Says something else than it should, and nothing nice.
    let meter: Endpoint
    /// A proxy that takes its time.
    let proxy: Endpoint

    /// What a connection through the proxy takes.
    static let hesitation: Duration = .milliseconds(160)
    private static let model = "<script>alert(1)</script> \"quoted\" & 'quoted'"
    private static let rudeWords = "ERR <script>alert('meter')</script> & \"quotes\"\r\n"

    init(
        _ certificates: DemoCertificates, _ transport: any Transport, _ time: any TimeSource
    ) throws {
        var running: [DemoService] = []
        func start(_ manner: DemoManner) throws(ListenError) -> Endpoint {
            let listener = try transport.listen(on: Endpoint(address: .loopback4, port: 0))
            running.append(DemoService(listener: listener, manner: manner, time: time))
            return listener.endpoint
        }
        open = try start(.silent)
        var secure: [DemoStage: Endpoint] = [:]
        for stage in DemoStage.allCases {
            let staple = stage == .year ? certificates.yearStaple : nil
            secure[stage] = try start(.tls(TLSServer(certificates[stage], staple: staple)))
        }
        self.secure = secure
        scale = try start(.greets("OK v2.7 load 0.42 model \(Self.model)\r\n"))
        meter = try start(.greets(Self.rudeWords))
        proxy = try start(.hesitates(Self.hesitation))
        // Ports that were free a moment ago, and whose listeners end here: they refuse.
        refused = try transport.listen(on: Endpoint(address: .loopback4, port: 0)).endpoint
        unsteady = try transport.listen(on: Endpoint(address: .loopback4, port: 0)).endpoint
        flapping = FlappingService(transport: transport, endpoint: unsteady, time: time)
        self.running = running
    }

    /// Serves until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for service in running { group.addTask { await service.run() } }
            group.addTask { await flapping.run() }
        }
    }
}
