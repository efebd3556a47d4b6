import Configuration
import Kernel
import Network

/// How long 10,000 probes take to load.
enum ConfigurationBenchmark {
    private static let probes = 10_000
    private static let rounds = 7

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let bytes = Array(yaml.utf8)
        let loader = ConfigurationLoader(files: NoFiles())
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let begin = Clock.monotonic
            let settings = try loader.load(bytes, name: "benchmark.yml", directory: ".")
            seconds.append(Double(Clock.monotonic - begin) / 1e9)
            precondition(settings.probes.count == probes, "a probe was lost")
        }
        var figures = Figures()
        figures["load_seconds"] = seconds.median
        figures["load_seconds_highest"] = seconds.max() ?? .nan
        figures["bytes"] = Double(bytes.count)
        figures["probes"] = Double(probes)
        return figures
    }

    private static var yaml: String {
        var text = "defaults:\n  interval: 30s\n  labels: {tier: \"1\"}\nservers:\n"
        for index in 0..<probes {
            if index % 10 == 0 {
                text +=
                    "  - name: server-\(index / 10)\n    owner: team-\(index % 7)\n    probes:\n"
            }
            text += "      - name: probe-\(index)\n        host: host-\(index).example.com\n"
            text += "        port: \(1 + index % 60_000)\n"
            if index % 2 == 0 { text += "        tls: {}\n" }
            if index % 5 == 0 { text += "        thresholds: {connect_time: 100ms}\n" }
        }
        return text
    }
}

private struct NoFiles: Files {
    func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] { throw .missing }
}
