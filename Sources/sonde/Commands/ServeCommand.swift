import Configuration
import Exporter
import Kernel
import Network

/// What `sonde --config.file=sonde.yml` does.
struct ServeCommand {
    let options: ServeOptions

    func run(_ file: String) -> Exit {
        do throws(ConfigurationErrors) {
            let loader = ConfigurationLoader(files: LiveFiles(), gatewayOverride: options.gateway)
            let all = try loader.load(file)
            let settings = all.running(options.shard)
            let log = LiveLog(level: options.logLevel, format: options.logFormat)
            log.write(.info, "Starting sonde", [LogField("version", LiveWorld.build.version)])
            log.write(
                .info, "Loaded configuration",
                [
                    LogField("file", file), LogField("probes", String(settings.probes.count)),
                    LogField("elsewhere", String(all.probes.count - settings.probes.count)),
                ])
            if settings.probes.isEmpty { Self.warnOfNothing(all, log) }
            for warning in Warnings.of(settings) {
                log.write(
                    .warn, "Configuration may give trouble",
                    [
                        LogField("probe", warning.probe), LogField("trouble", warning.message),
                        LogField("suggestion", warning.suggestion),
                    ])
            }
            return Daemon(settings: settings, options: options, log: log).run()
        } catch {
            StandardStream.error.write("\(error)\n")
            return .usage
        }
    }

    /// A vantage point that shares its configuration with others may have nothing to do.
    private static func warnOfNothing(_ settings: Settings, _ log: any Log) {
        log.write(
            .warn, "No probe of the configuration runs here",
            [LogField("gateway", settings.gateway ?? "none")])
    }
}
