import Configuration
import Kernel
import Network
import Wire

/// What `sonde rules` does.
struct RulesCommand {
    func run(_ file: String, _ format: ReportFormat) -> Exit {
        do throws(ConfigurationErrors) {
            let loader = ConfigurationLoader(files: LiveFiles(), variable: Surroundings.variable)
            let settings = SettingsWithTargets(try loader.load(file), in: LiveFiles()).settings
            let list = WatchList(settings)
            StandardStream.output.write(format == .json ? "\(list.json)\n" : list.text)
            return .success
        } catch {
            StandardStream.error.write("\(error)\n")
            return .usage
        }
    }
}

/// Which alert watches which probe.
struct WatchList {
    private let probes: [ProbeWatch]

    /// Of all probes of a configuration.
    init(_ settings: Settings) {
        // As the rules see it: a probe has a name and a target, and may be down for some time.
        let judged = settings.probes.filter { $0.thresholds.downFor != nil }
        let counts = Dictionary(
            grouping: Set(judged.map { [$0.server, $0.name, $0.target] }), by: { $0[0] })
        probes = settings.probes.map {
            ProbeWatch($0, probesOfServer: counts[$0.server]?.count ?? 0)
        }
    }

    /// For people: a table, and below it what is silent and why.
    var text: String {
        var rows: [[String]] = []
        for probe in probes {
            for (index, watch) in probe.alerts.enumerated() {
                rows.append([
                    index == 0 ? Self.name(probe) : "", watch.alert.rawValue,
                    watch.severity.rawValue, watch.condition,
                ])
            }
        }
        for (index, watch) in BundledAlert.ofExporter.enumerated() {
            rows.append([
                index == 0 ? "the exporter" : "", watch.alert.rawValue, watch.severity.rawValue,
                watch.condition,
            ])
        }
        let table = TextTable(head: ["PROBE", "ALERT", "SEVERITY", "FIRES WHEN"], rows: rows).text
        return table + silence
    }

    /// What is silent, by the key that would change that.
    private var silence: String {
        var rows: [[String]] = []
        for alert in BundledAlert.allCases {
            var names: [String: [String]] = [:]
            for probe in probes {
                for entry in probe.silent where entry.alert == alert {
                    names[entry.key, default: []].append(Self.name(probe))
                }
            }
            for (key, probes) in names.sorted(by: { $0.key < $1.key }) {
                rows.append([alert.rawValue, key, Self.some(probes, of: self.probes.count)])
            }
        }
        guard !rows.isEmpty else { return "" }
        return "\n"
            + TextTable(head: ["SILENT", "UNTIL THIS IS SET", "FOR"], rows: rows).text
    }

    private static let namesShownMax = 3

    private static func some(_ names: [String], of count: Int) -> String {
        guard names.count < count || count == 1 else { return "all probes" }
        let shown = names.prefix(namesShownMax).joined(separator: ", ")
        let rest = names.count - namesShownMax
        return rest > 0 ? "\(shown) and \(rest) more" : shown
    }

    private static func name(_ watch: ProbeWatch) -> String {
        ShownText.of(watch.probe.qualifiedName)
    }

    /// For programs: one object.
    var json: JSON {
        .object([
            ("probes", .array(probes.map(Self.object))),
            (
                "exporter",
                .array(
                    BundledAlert.ofExporter.map { watch in
                        .object([
                            ("alert", .text(watch.alert.rawValue)),
                            ("severity", .text(watch.severity.rawValue)),
                            ("fires_when", .text(watch.condition)),
                        ])
                    })
            ),
        ])
    }

    private static func object(_ watch: ProbeWatch) -> JSON {
        .object([
            ("server", .text(watch.probe.server)), ("probe", .text(watch.probe.name)),
            ("target", .text(watch.probe.target)),
            (
                "alerts",
                .array(
                    watch.alerts.map { alert in
                        .object([
                            ("alert", .text(alert.alert.rawValue)),
                            ("severity", .text(alert.severity.rawValue)),
                            ("fires_when", .text(alert.condition)), ("key", JSON(alert.key)),
                        ])
                    })
            ),
            (
                "silent",
                .array(
                    watch.silent.map { entry in
                        .object([
                            ("alert", .text(entry.alert.rawValue)), ("key", .text(entry.key)),
                        ])
                    })
            ),
        ])
    }
}
