import CFloor
import Configuration
import Exporter
import FileWatching
import Kernel
import Network
import Probes
import Reactor
import Sockets
import TLS
import Time

/// The live world without a log, and exporters that run in it.
struct Workbench {
    let loop: EventLoop
    let time: ShiftedTime
    let world: World

    init() throws {
        loop = try EventLoop()
        time = ShiftedTime(loop)
        world = World(
            time: time, transport: SocketTransport(loop: loop), resolver: NoNames(),
            tls: OpenSSLProvider(), files: NoFiles(), watcher: InotifyWatcher(loop: loop),
            worker: ThreadWorker(thread: WorkerThread()), log: SilentLog(),
            process: UnknownProcess())
    }

    func exporter(
        _ settings: Settings, attemptsMax: Int = .max, reloading: Reloading? = nil
    ) throws -> Exporter {
        try Exporter(
            settings: settings, world: world, build: Self.build, attemptsMax: attemptsMax,
            reloading: reloading)
    }

    /// Runs one slot of every probe, all due at once; returns the CPU nanoseconds of an attempt.
    ///
    /// That is all the loop does: schedule, probe, record. An attempt that does not succeed ends
    /// the benchmark: its figure would be one of something else.
    func cost(_ exporter: Exporter, probes: Int) throws -> Double {
        let attemptsBefore = exporter.balance.attempts
        time.setForward(by: Self.interval)
        let before = Clock.threadProcessorTime
        attemptAll(exporter, count: attemptsBefore + UInt64(probes))
        let nanoseconds = Clock.threadProcessorTime - before
        let balance = exporter.balance
        guard balance.isEven, balance.attempts == balance.successes else {
            throw BenchmarkError.attemptsFailed(
                of: balance.attempts, failures: balance.failures,
                inconclusive: balance.inconclusive)
        }
        return Double(nanoseconds) / Double(balance.attempts - attemptsBefore)
    }

    /// Runs rounds of an exporter and of its floor, whose nanoseconds `floor` gives; returns CPU
    /// nanoseconds of an attempt in each.
    ///
    /// The first round of each side warms up; then they take turns at going first.
    func rounds(
        _ exporter: Exporter, attempts: Int, count: Int, floor: () -> Int64
    ) throws -> (ours: [Double], floor: [Double]) {
        var rounds: (ours: [Double], floor: [Double]) = ([], [])
        for round in 0...count {
            for side in [round % 2, 1 - round % 2] {
                if side == 0 {
                    rounds.ours.append(try cost(exporter, probes: attempts))
                } else {
                    let nanoseconds = floor()
                    guard nanoseconds > 0 else { throw BenchmarkError.floorFailed }
                    rounds.floor.append(Double(nanoseconds) / Double(attempts))
                }
            }
        }
        return (Array(rounds.ours.dropFirst()), Array(rounds.floor.dropFirst()))
    }

    /// Runs one slot of every probe; returns the allocations of an attempt.
    func allocations(_ exporter: Exporter, attempts: Int) throws -> Double {
        let before = floor_allocations()
        _ = try cost(exporter, probes: attempts)
        return Double(floor_allocations() - before) / Double(attempts)
    }

    /// Runs an exporter until so many attempts have begun and none is in flight.
    func attemptAll(_ exporter: Exporter, count: UInt64) {
        loop.run { [loop] in
            await withDiscardingTaskGroup { group in
                group.addTask { await exporter.run(listeners: []) }
                while exporter.balance.attempts < count || exporter.balance.inFlight > 0 {
                    _ = await loop.sleep(until: loop.now + .milliseconds(2))
                }
                group.cancelAll()
            }
        }
    }

    static let interval: Duration = .seconds(86_400)
    static let build = BuildFacts(version: "benchmark", swiftVersion: "", opensslVersion: "")

    static func settings(
        count: Int, port: (Int) -> UInt16, interval: Duration = interval,
        tls: TLSSettings? = nil, script: Script? = nil
    ) -> Settings {
        Settings(
            probes: (0..<count).map { index in
                ProbeSettings(
                    server: "server-\(index / 10)", name: "probe-\(index)",
                    target: "127.0.0.1:\(port(index))",
                    interval: interval, histograms: tls == nil ? [.connect] : [.connect, .tls],
                    options: TCPProbeOptions(
                        host: .address(.loopback4), port: port(index),
                        timeout: min(.seconds(5), interval),
                        connectTimeout: min(.seconds(2), interval),
                        tls: tls, script: script))
            })
    }
}

/// No benchmark asks for a name.
private struct NoNames: NameResolver {
    func resolve(
        _ name: String, families: AddressFamilies, deadline: Instant
    ) async throws(ResolveError) -> NameAnswer {
        throw .notFound
    }

    func services(
        of name: String, deadline: Instant
    ) async throws(ResolveError) -> ServiceAnswer {
        throw .notFound
    }

    func ask(_ servers: [Endpoint]) {}
}

/// No benchmark names a file.
struct NoFiles: WatchedFiles {
    func names(in path: String) throws(FileError) -> [String] { throw .missing }

    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] { throw .missing }
    func stamp(_ path: String) throws(FileError) -> FileStamp { throw .missing }
}

/// The thread beside the loop, which is there when there is something to do.
private struct ThreadWorker: BackgroundWorker {
    let thread: WorkerThread

    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await thread.run(work)
    }
}

private struct SilentLog: Log {
    func write(_ level: LogLevel, _ message: String, _ fields: [LogField]) {}
}

private struct UnknownProcess: ProcessObserver {
    func usage() -> ProcessUsage { ProcessUsage() }
    func nameQueries() -> [(result: String, count: UInt64)] { [] }
}
