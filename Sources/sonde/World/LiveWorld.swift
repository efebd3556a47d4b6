import Compressing
import Exporter
import FileWatching
import Kernel
import Network
import Reactor
import Resolver
import Sockets
import TLS

/// The real world: the only place that names what is behind the protocols.
struct LiveWorld {
    let loop: EventLoop
    let resolver: CAresResolver
    let worker = WorkerThread()
    let pageWorker = WorkerThread()
    let world: World

    /// A world in which `events`, if any, are kept.
    init(
        resolvers: [Endpoint], log: any Log, events: (any EventSink)? = nil
    ) throws(ErrorNumber) {
        SignalDescriptor.ignoreBrokenPipes()
        ProcessFigures.raiseDescriptorLimit()
        let process = LiveProcess()
        loop = try EventLoop()
        resolver = CAresResolver(
            on: loop, files: LiveFiles(), servers: resolvers, observer: process)
        world = World(
            time: loop, transport: SocketTransport(loop: loop), resolver: resolver,
            tls: OpenSSLProvider(), files: LiveFiles(), watcher: InotifyWatcher(loop: loop),
            worker: LiveWorker(thread: worker),
            log: log, process: process, events: events,
            pageWorker: LiveWorker(thread: pageWorker), compressor: ZlibCompressor())
    }

    /// Ends what does not end by itself; nothing of it may be used afterwards.
    func shutdown() {
        resolver.shutdown()
        worker.shutdown()
        pageWorker.shutdown()
    }

    static let build = BuildFacts(
        version: "0.1.0", swiftVersion: compilerVersion, opensslVersion: OpenSSLVersion.text,
        runbook: String(decoding: PackageResources.Runbook_md, as: UTF8.self))
}
