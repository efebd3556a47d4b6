import Exporter
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
    let world: World

    init(resolvers: [Endpoint], log: any Log) throws(ErrorNumber) {
        SignalDescriptor.ignoreBrokenPipes()
        ProcessFigures.raiseDescriptorLimit()
        let process = LiveProcess()
        loop = try EventLoop()
        resolver = CAresResolver(
            on: loop, files: LiveFiles(), servers: resolvers, observer: process)
        world = World(
            time: loop, transport: SocketTransport(loop: loop), resolver: resolver,
            tls: OpenSSLProvider(), files: LiveFiles(), log: log, process: process)
    }

    static let build = BuildFacts(
        version: "0.1.0", swiftVersion: compilerVersion, opensslVersion: OpenSSLVersion.text)
}
