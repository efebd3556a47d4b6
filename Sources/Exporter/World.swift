public import Network
import Probes
public import Time

/// Everything that the exporter asks of the outside, so that it runs in a simulated one as well.
public struct World: Sendable {
    /// Who tells the time.
    public var time: any TimeSource
    /// Who opens and accepts connections.
    public var transport: any Transport
    /// Who knows addresses.
    public var resolver: any NameResolver
    /// Who speaks TLS.
    public var tls: any TLSProvider
    /// Who reads files, and says whether they have changed.
    public var files: any WatchedFiles
    /// Who says when files may have changed.
    public var watcher: any FileWatcher
    /// Who does what takes long, while the loop goes on.
    public var worker: any BackgroundWorker
    /// Who makes pages that take long, so that they do not wait for other long work.
    public var pageWorker: any BackgroundWorker
    /// Who compresses pages; nil where nobody does.
    public var compressor: (any Compressor)?
    /// Who takes the lines of the log.
    public var log: any Log
    /// Who knows what the process uses.
    public var process: any ProcessObserver
    /// Who keeps what happened; nil where nobody does.
    public var events: (any EventSink)?

    /// A world of these parts; who does long work makes the pages as well, where nobody else does.
    public init(
        time: any TimeSource, transport: any Transport, resolver: any NameResolver,
        tls: any TLSProvider, files: any WatchedFiles, watcher: any FileWatcher,
        worker: any BackgroundWorker, log: any Log, process: any ProcessObserver,
        events: (any EventSink)? = nil, pageWorker: (any BackgroundWorker)? = nil,
        compressor: (any Compressor)? = nil
    ) {
        self.time = time
        self.transport = transport
        self.resolver = resolver
        self.tls = tls
        self.files = files
        self.watcher = watcher
        self.worker = worker
        self.pageWorker = pageWorker ?? worker
        self.compressor = compressor
        self.log = log
        self.process = process
        self.events = events
    }

    /// A keeper of credentials, of which there is one for all who use any.
    func makeCredentialKeeper() -> CredentialKeeper {
        CredentialKeeper(files: files, tls: tls, log: log)
    }

    func forProbes(_ credentials: CredentialKeeper) -> ProbeWorld {
        ProbeWorld(
            time: time, transport: transport, resolver: resolver, credentials: credentials)
    }
}

/// What knows the figures of the running process.
public protocol ProcessObserver: Sendable {
    /// The figures now; what the system does not tell is absent.
    func usage() -> ProcessUsage

    /// How many queries for names ended in which way since the start, in a stable order.
    func nameQueries() -> [(result: String, count: UInt64)]
}

/// What a process uses of its machine, proc(5).
public struct ProcessUsage: Equatable, Sendable {
    /// User and system time of all threads.
    public var processorNanoseconds: Int64?
    /// Open descriptors.
    public var descriptors: Int?
    /// How many descriptors may be open.
    public var descriptorsMax: Int?
    /// Bytes of address space.
    public var virtualBytes: Int?
    /// Bytes in memory.
    public var residentBytes: Int?
    /// When the process started.
    public var startedAt: WallTime?

    /// Figures of which none is known.
    public init() {}
}

/// What the exporter says of its own making.
public struct BuildFacts: Sendable {
    /// Of the program: `0.1.0`.
    public var version: String
    /// Of the compiler: `6.3.1`.
    public var swiftVersion: String
    /// Of the library that is loaded: `3.0.17`.
    public var opensslVersion: String
    /// What to do about each alert, as Markdown: a chapter of the manual, or nothing.
    public var runbook: String

    /// These versions, and this runbook.
    public init(
        version: String, swiftVersion: String, opensslVersion: String, runbook: String = ""
    ) {
        self.version = version
        self.swiftVersion = swiftVersion
        self.opensslVersion = opensslVersion
        self.runbook = runbook
    }
}
