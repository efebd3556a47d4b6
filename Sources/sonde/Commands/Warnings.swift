import Configuration
import Exporter
import Network
import Sockets

/// All that this machine knows against a configuration that is right in itself.
enum Warnings {
    static func of(_ settings: Settings) -> [ConfigurationWarning] {
        var warnings = settings.warnings
        if let warning = SeriesEstimate(settings).warning(settings) { warnings.append(warning) }
        for (source, probe) in settings.sources where !source.isThere {
            warnings.append(
                ConfigurationWarning(
                    at: probe,
                    message: "the source \(source) is not there now, and until it is every attempt "
                        + "from it is inconclusive",
                    suggestion: "see ip address for what is there"))
        }
        return warnings
    }
}
