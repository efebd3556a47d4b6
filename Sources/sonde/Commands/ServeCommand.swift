import Configuration
import Exporter
import Kernel
import Network

/// What `sonde --config.file=sonde.yml` does.
struct ServeCommand {
    let options: ServeOptions

    func run(_ file: String) -> Exit {
        let log = LiveLog(level: options.logLevel, format: options.logFormat)
        do throws(ConfigurationErrors) {
            let settings = try load(file, log: nil)
            log.write(.info, "Starting sonde", [LogField("version", LiveWorld.build.version)])
            log.write(
                .info, "Loaded configuration",
                [LogField("file", file), LogField("probes", String(settings.probes.count))])
            tellTroubles(of: settings, log)
            let reloading = Reloading(
                name: file, acceptsRequests: options.acceptsRequests,
                followsFiles: options.followsFiles
            ) {
                Result { () throws(ConfigurationErrors) in try load(file, log: log) }
            }
            return Daemon(
                settings: settings, options: options, log: log, reloading: reloading
            ).run()
        } catch {
            StandardStream.error.write("\(error)\n")
            return .usage
        }
    }

    /// The share of the configuration that runs here; its troubles are told to the log, if any.
    private func load(_ file: String, log: (any Log)?) throws(ConfigurationErrors) -> Settings {
        let loader = ConfigurationLoader(
            files: LiveFiles(), gatewayOverride: options.gateway, variable: Surroundings.variable)
        let settings = try loader.load(file).running(options.shard)
        if let log { tellTroubles(of: settings, log) }
        return settings
    }

    private func tellTroubles(of settings: Settings, _ log: any Log) {
        if settings.probes.isEmpty, settings.sourced.isEmpty {
            // A vantage point that shares its configuration with others may have nothing to do.
            log.write(
                .warn, "No probe of the configuration runs here",
                [LogField("gateway", settings.gateway ?? "none")])
        }
        for warning in Warnings.of(settings) {
            log.write(
                .warn, "Configuration may give trouble",
                [
                    LogField("place", warning.place), LogField("trouble", warning.message),
                    LogField("suggestion", warning.suggestion),
                ])
        }
    }
}
