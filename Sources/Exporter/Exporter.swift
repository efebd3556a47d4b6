public import Configuration
import HTTPServing
package import Metrics
public import Network
public import Probes
public import Status
import Synchronization
package import Time

/// The whole exporter: probes in the background, and pages that show what they found.
public final class Exporter: Sendable {
    private let runner: ProbeRunner
    private let server: HTTPServer
    private let recorder: Recorder
    private let reloader: Reloader
    private let events: EventLog
    private let credentials: CredentialKeeper
    private let status: StatusPages

    /// An exporter for a validated configuration; nothing runs yet.
    ///
    /// No more than `attemptsMax` attempts run at once; each takes a descriptor. Throws where the
    /// TLS settings of a probe cannot be made ready.
    public convenience init(
        settings: Settings, world: World, build: BuildFacts, telemetryPath: String = "/metrics",
        attemptsMax: Int = .max, reloading: Reloading? = nil
    ) throws(ExporterError) {
        try self.init(
            settings: settings, world: world, build: build, telemetryPath: telemetryPath,
            attemptsMax: attemptsMax, reloading: reloading, scheduleBegin: world.time.now)
    }

    /// An exporter whose schedule began at another instant, so that slots may be due already.
    package init(
        settings: Settings, world: World, build: BuildFacts, telemetryPath: String = "/metrics",
        attemptsMax: Int, reloading: Reloading? = nil, scheduleBegin: Instant
    ) throws(ExporterError) {
        recorder = Recorder(build: build, at: world.time.wallTime)
        events = EventLog(world, version: build.version)
        credentials = world.makeCredentialKeeper()
        runner = ProbeRunner(
            world: world, credentials: credentials, recorder: recorder, events: events,
            attemptsMax: attemptsMax)
        reloader = Reloader(
            reloading, runner: runner, world: world, credentials: credentials, build: build)
        try reloader.begin(with: settings, at: scheduleBegin)
        let connections = ConnectionCount(log: world.log)
        let own = OwnFigures(
            recorder: recorder, runner: runner, world: world, connections: connections,
            events: events)
        status = StatusPages(
            reader: StatusReader(runner: runner, recorder: recorder), world: world, build: build,
            telemetryPath: telemetryPath)
        let pages = Pages(
            telemetryPath: telemetryPath,
            metrics: MetricsPage(
                recorder: recorder, own: own,
                compressor: world.compressor.map {
                    PageCompressor($0, worker: world.pageWorker)
                }),
            status: status, build: build, reloader: reloader)
        server = HTTPServer(
            time: world.time, handler: pages.router,
            observer: RequestCount(recorder: recorder, connections: connections))
    }

    /// Probes and serves until the task is cancelled.
    public func run(listeners: [any StreamListener]) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.events.run() }
            for listener in listeners { group.addTask { await self.server.serve(listener) } }
            group.addTask { await self.reloader.run() }
            group.addTask { await self.runner.run() }
        }
    }

    /// Asks for the configuration to be read again, as SIGHUP does; nobody waits for it.
    public func requestReload() { reloader.request() }

    /// Reads the configuration again; returns when that is done, and how it went.
    package func reload() async -> ReloadOutcome { await reloader.reload() }

    /// Runs another configuration from now on; what is the same in it goes on untouched.
    ///
    /// Throws where the TLS settings of a probe cannot be made ready; nothing is changed then.
    package func change(to settings: Settings) throws(ExporterError) -> Plan {
        try reloader.change(to: settings)
    }

    /// What `/api/v1/probes` answers to a query; nil where the configuration changes all the time.
    public func statusList(_ query: StatusQuery) async -> String? {
        await status.text(query, for: .programs)
    }

    /// What `/` answers to a query, as HTML.
    package func statusPage(_ query: StatusQuery) async -> String? {
        await status.text(query, for: .people)
    }

    /// The figures that every check of the books needs.
    package var balance: Balance { recorder.cells.withLock { $0.balance } }

    /// What the metrics page would show now.
    package func exposition(as format: ExpositionFormat = .text) -> Exposition {
        recorder.exposition(as: format)
    }

    /// Keeps the lag in nanoseconds of every attempt from now on, in memory that is taken now.
    package func keepLags(expected: Int) {
        recorder.cells.withLock { cells in
            var lags = [Int64](repeating: 0, count: expected)
            lags.removeAll(keepingCapacity: true)
            cells.lags = lags
        }
    }

    /// The lags that were kept.
    package var lags: [Int64] { recorder.cells.withLock { $0.lags ?? [] } }

    /// Slots of all probes in which no attempt could start.
    package var missedSlots: UInt64 { recorder.missedSlots }
}

/// Why an exporter cannot be made of a configuration that is right in itself; the probe is
/// ``ProbeSettings/qualifiedName``.
public enum ExporterError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The TLS settings of that probe cannot be made ready.
    case tls(probe: String, TLSSettingsError)
    /// The certificate that the probe should show cannot be shown.
    case credentials(probe: String, CredentialsFault)

    /// `payments/api: what is wrong; what would be right`.
    public var description: String {
        switch self {
        case .tls(let probe, .unreadableAuthorities):
            "\(probe): its authorities hold no certificate that can be read; "
                + "name them with ca or ca_file, or install the package ca-certificates"
        case .tls(let probe, .unsupportedVersions):
            "\(probe): this OpenSSL speaks none of its TLS versions"
        case .tls(let probe, .credentials(let fault)):
            "\(probe): its certificate cannot be shown: \(fault)"
        case .credentials(let probe, let fault): "\(probe): \(fault)"
        case .tls(let probe, .memory): "\(probe): no memory left"
        }
    }
}

/// What must hold at any time: each attempt is in exactly one of the other counts.
package struct Balance: Equatable, Sendable {
    /// Attempts that were begun.
    package var attempts: UInt64 = 0
    /// Those that ended in a success.
    package var successes: UInt64 = 0
    /// Those that the target failed.
    package var failures: UInt64 = 0
    /// Those that say nothing of the target.
    package var inconclusive: UInt64 = 0
    /// Those that have not ended.
    package var inFlight: UInt64 = 0

    /// Whether the books are right.
    package var isEven: Bool { attempts == successes + failures + inconclusive + inFlight }
}
