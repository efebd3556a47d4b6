import Configuration
import Exporter
import Kernel
import Network
import Reactor
import Resolver
import Sockets
import Time

/// An exporter in the live world, from its listeners to the signal that ends it.
struct Daemon {
    let settings: Settings
    let options: ServeOptions
    let log: any Log
    /// Runs beside the exporter until it ends.
    var companion: @Sendable () async -> Void = {}
    /// How the configuration is read again; nil where there is none to read.
    var reloading: Reloading?
    /// Called with the addresses that are served, once they are.
    var isServing: @Sendable ([Endpoint]) -> Void = { _ in }

    func run() -> Exit {
        do {
            // Before anything else: what is blocked now, no thread of a library will take.
            let signals = try SignalDescriptor([.terminate, .interrupt, .hangUp])
            let events = try openEvents()
            let world = try LiveWorld(resolvers: settings.resolvers, log: log, events: events)
            defer { events?.shutdown() }
            return try run(world, signals)
        } catch let complaint as DaemonError {
            Complaint.write(complaint.message)
        } catch {
            Complaint.write("the kernel gives no descriptors to begin with: \(error)")
        }
        return .usage
    }

    /// Where events are kept, if anywhere; nothing is started where that cannot be written to.
    private func openEvents() throws(DaemonError) -> LiveEvents? {
        guard let options = options.events else { return nil }
        let events = LiveEvents(options.path, options.limits)
        do throws(ErrorNumber) {
            try events.open()
        } catch {
            throw DaemonError(
                "--events.file=\(options.path) cannot be written to: \(error); name a file in a "
                    + "directory that is there and that the exporter may write to")
        }
        return events
    }

    /// Runs in a world that stands already, as the demo's does.
    func run(_ live: LiveWorld, _ signals: SignalDescriptor) throws -> Exit {
        let exporter = try exporter(live.world)
        var listeners: [any StreamListener] = []
        for address in options.addresses {
            listeners.append(try listen(on: address, live.world.transport))
        }
        let token = try live.loop.watch(signals.number)
        for listener in listeners {
            log.write(.info, "Listening", [LogField("address", "\(listener.endpoint)")])
        }
        isServing(listeners.map(\.endpoint))
        let ready = listeners
        let (loop, log, companion) = (live.loop, log, companion)
        loop.run {
            await withDiscardingTaskGroup { group in
                group.addTask { await exporter.run(listeners: ready) }
                group.addTask { await companion() }
                while await loop.ready(token, for: .read, until: .distantFuture) == .ready {
                    guard signals.next() == .hangUp else { break }
                    exporter.requestReload()
                }
                log.write(.info, "Ending, as a signal says", [])
                group.cancelAll()
            }
            live.shutdown()
        }
        return .success
    }

    private func exporter(_ world: World) throws(DaemonError) -> Exporter {
        do throws(ExporterError) {
            return try Exporter(
                settings: settings, world: world, build: LiveWorld.build,
                telemetryPath: options.telemetryPath, attemptsMax: Self.attemptsMax,
                reloading: reloading)
        } catch {
            throw DaemonError(error)
        }
    }

    /// Nine tenths of the descriptors; the rest is for listeners, readers, names and the log.
    static var attemptsMax: Int {
        guard let descriptors = ProcessFigures.descriptorLimit() else { return .max }
        return max(1, descriptors / 10 * 9 - reservedDescriptors)
    }

    private static let reservedDescriptors = 32

    private func listen(
        on address: Endpoint, _ transport: any Transport
    ) throws(DaemonError) -> any StreamListener {
        do throws(ListenError) {
            return try transport.listen(on: address)
        } catch {
            // A machine without IPv6 can still serve on every address that it has.
            if error == .addressUnavailable, address.address == .any6 {
                return try listen(
                    on: Endpoint(address: .any4, port: address.port), transport)
            }
            throw DaemonError(error, address)
        }
    }
}

/// Why nothing could be started.
struct DaemonError: Error {
    let message: String

    init(_ error: ListenError, _ address: Endpoint) {
        let why =
            switch error {
            case .inUse: "the port is in use; end who uses it, or choose another"
            case .addressUnavailable: "this machine has no such address"
            case .local(.permission): "that port needs privilege; choose one above 1023"
            case .local(let trouble): "this machine lacks \(trouble.rawValue)"
            case .other(let number): "error number \(number)"
            }
        message = "--web.listen-address=\(address): \(why)"
    }

    init(_ error: ExporterError) {
        message = error.description
    }

    init(_ message: String) {
        self.message = message
    }
}
