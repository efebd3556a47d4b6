import Configuration
import Exporter
import Metrics
import Network
import Simulation
import Time

/// A whole exporter in a simulated world, and a reader of its pages.
struct ExporterScene: Sendable {
    static let build = BuildFacts(version: "1.2.3", swiftVersion: "6.3.1", opensslVersion: "3.0.17")

    let world: SimulatedWorld
    let exporter: Exporter
    private let listener: any StreamListener

    init(
        _ world: SimulatedWorld, _ settings: Settings, telemetryPath: String = "/metrics",
        attemptsMax: Int = .max, reloading: Reloading? = nil, events: (any EventSink)? = nil,
        compressor: (any Compressor)? = nil, pageWorker: (any BackgroundWorker)? = nil
    ) throws {
        self.world = world
        var around = Self.world(of: world)
        around.events = events
        around.compressor = compressor
        if let pageWorker { around.pageWorker = pageWorker }
        exporter = try Exporter(
            settings: settings, world: around, build: Self.build,
            telemetryPath: telemetryPath, attemptsMax: attemptsMax, reloading: reloading)
        listener = try world.network.listen(on: Endpoint(address: .loopback4, port: 9_800))
    }

    static func world(of world: SimulatedWorld) -> World {
        World(
            time: world.loop, transport: world.network, resolver: world.resolver, tls: world.tls,
            files: world.files, watcher: world.files, worker: world.worker, log: world.log,
            process: SteadyProcess())
    }

    /// Runs the exporter until `script` returns, and then until all of it has ended.
    func run<Result: Sendable>(_ script: @escaping @Sendable () async -> Result) -> Result {
        world.loop.run {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await exporter.run(listeners: [listener]) }
                let result = await script()
                group.cancelAll()
                return result
            }
        }
    }

    /// Runs the exporter, and returns the pages as they are after so many seconds each.
    func pages(afterSeconds seconds: Int64...) throws -> [MetricsPage] {
        let begin = world.loop.now
        let answers = run {
            var answers: [[UInt8]] = []
            for second in seconds {
                _ = await world.loop.sleep(until: begin + .seconds(second))
                answers.append(await metrics())
            }
            return answers
        }
        return try answers.map { try MetricsPage($0) }
    }

    /// Runs the exporter for so long, and returns the page as it is then.
    func page(afterSeconds seconds: Int64) throws -> MetricsPage {
        try pages(afterSeconds: seconds)[0]
    }

    func sleep(_ duration: Duration) async {
        _ = await world.loop.sleep(until: world.loop.now + duration)
    }

    /// What the server answers to a request of that first line, to its last byte.
    func request(_ line: String, _ fields: String...) async -> [UInt8] {
        let lines = [line, "Host: sonde.example", "Connection: close"] + fields + ["", ""]
        let request = Array(lines.joined(separator: "\r\n").utf8)
        do throws(NetworkError) {
            return try await world.exchange(
                request, with: listener.endpoint, deadline: world.loop.now + .seconds(60))
        } catch {
            return Array("no answer: \(error)".utf8)
        }
    }

    /// The whole answer with the metrics, its body unframed, as HTTP/1.0 has it.
    func metrics() async -> [UInt8] {
        await request("GET /metrics HTTP/1.0")
    }

    /// What the page would show now, without a reader.
    func answerNow() -> [UInt8] {
        var exposition = exporter.exposition()
        var bytes = Array("\r\n\r\n".utf8)
        while exposition.render(into: &bytes, bytesMax: .max) {}
        return bytes
    }
}

/// A process that always uses the same.
private struct SteadyProcess: ProcessObserver {
    func usage() -> ProcessUsage {
        var usage = ProcessUsage()
        usage.processorNanoseconds = 1_500_000_000
        usage.descriptors = 20
        usage.descriptorsMax = 1_024
        usage.virtualBytes = 100_000_000
        usage.residentBytes = 20_000_000
        usage.startedAt = SimulationLimits.wallTime
        return usage
    }

    func nameQueries() -> [(result: String, count: UInt64)] {
        [("answered", 7), ("timeout", 2)]
    }
}
