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
            let settings = try loader.load(file)
            let log = LiveLog(level: options.logLevel, format: options.logFormat)
            log.write(.info, "Starting sonde", [LogField("version", LiveWorld.build.version)])
            log.write(
                .info, "Loaded configuration",
                [LogField("file", file), LogField("probes", String(settings.probes.count))])
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
}
