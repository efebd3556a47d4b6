import Configuration
import Exporter
import Kernel
import Network
import TLS
import Time

/// `sonde demo`: the exporter with services to probe, so that there is something to see at once.
struct DemoCommand {
    let options: ServeOptions

    func run() -> Exit {
        do {
            let signals = try SignalDescriptor([.terminate, .interrupt])
            let log = LiveLog(level: options.logLevel, format: options.logFormat)
            let live = try LiveWorld(resolvers: [], log: log)
            let certificates = try DemoCertificates(now: live.world.time.wallTime)
            let services = try DemoServices(certificates, live.world.transport, live.world.time)
            let authority = try MemoryFile(certificates.authority)
            let certificate = try MemoryFile(certificates.yearFile)
            let yaml = DemoConfiguration(
                services: services, files: (authority.path, certificate.path),
                now: live.world.time.wallTime
            ).yaml
            let settings = try ConfigurationLoader(
                files: LiveFiles(), gatewayOverride: options.gateway
            ).load(Array(yaml.utf8), name: "demo.yml", directory: ".")
            StandardStream.output.write("# The configuration of this demo:\n\n" + yaml + "\n")
            let daemon = Daemon(
                settings: settings, options: options, log: log,
                companion: {
                    // The files are there as long as somebody may look at them.
                    await services.run()
                    withExtendedLifetime((authority, certificate)) {}
                },
                isServing: announce)
            return try daemon.run(live, signals)
        } catch let error as DaemonError {
            Complaint.write(error.message)
            return .usage
        } catch {
            Complaint.write("the demo cannot start: \(error)")
            return .failure
        }
    }

    private func announce(_ endpoints: [Endpoint]) {
        for endpoint in endpoints {
            StandardStream.output.write(
                "# Serving http://\(endpoint)\(options.telemetryPath); end with Ctrl-C.\n")
        }
    }
}
