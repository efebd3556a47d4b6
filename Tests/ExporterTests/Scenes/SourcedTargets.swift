import Configuration
import Network
import Simulation
import Time

/// A configuration whose probe gets its targets from elsewhere, and what the pages say of them.
enum SourcedTargets {
    /// The settings of a probe `web/tcp` at port 443 every 10 s, with that source.
    static func settings(
        _ source: String, _ world: SimulatedWorld, more: String = "", top: String = ""
    ) throws(ConfigurationErrors) -> Settings {
        let text = """
            \(top)
            servers:
              - name: web
                probes:
                  - {name: tcp, port: 443, interval: 10s, \(more)targets_from: \(source)}
            """
        return try ConfigurationLoader(files: world.files).load(
            Array(text.utf8), name: "sonde.yml", directory: "")
    }

    /// A list as `file_sd` and `http_sd` have it.
    static func list(_ targets: String...) -> String {
        "[{\"targets\": [" + targets.map { "\"\($0)\"" }.joined(separator: ", ") + "]}]"
    }
}

extension MetricsPage {
    /// The targets of the page, in its order.
    var targets: [String] {
        let begin = "probe_attempts_total{server=\"web\",probe=\"tcp\",target=\""
        return series.filter { $0.name.hasPrefix(begin) }.map {
            String($0.name.dropFirst(begin.count).prefix { $0 != "\"" })
        }
    }

    /// A figure of a source of targets.
    func source(_ figure: String, _ kind: String) -> Double? {
        self["sonde_target_source_\(figure){server=\"web\",probe=\"tcp\",source=\"\(kind)\"}"]
    }
}
