import Configuration
import Kernel
import Network

/// How long 10,000 probes take to load, bare ones and ones with a script of three steps.
enum ConfigurationBenchmark {
    private static let probes = 10_000
    private static let rounds = 7

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        var figures = Figures()
        try measure(Array(yaml { _ in "" }.utf8), as: "", into: &figures)
        let same = yaml { _ in script(sending: "EHLO example.com") }
        try measure(Array(same.utf8), as: "same_script_", into: &figures)
        // What is sent differs, what is expected does not.
        let several = yaml { script(sending: "EHLO host-\($0).example.com") }
        try measure(Array(several.utf8), as: "other_script_", into: &figures)
        figures["probes"] = Double(probes)
        return figures
    }

    private static func measure(
        _ bytes: [UInt8], as name: String, into figures: inout Figures
    ) throws {
        let loader = ConfigurationLoader(files: NoFiles())
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let begin = Clock.monotonic
            let settings = try loader.load(bytes, name: "benchmark.yml", directory: ".")
            seconds.append(Double(Clock.monotonic - begin) / 1e9)
            precondition(settings.probes.count == probes, "a probe was lost")
        }
        figures["\(name)load_seconds"] = seconds.median
        figures["\(name)load_seconds_highest"] = seconds.max() ?? .nan
        figures["\(name)bytes"] = Double(bytes.count)
    }

    private static func script(sending text: String) -> String {
        "        script:\n"
            + "          - expect: \"^220 (?P<name>[^ ]+)\"\n            capture: {name: label}\n"
            + "          - send: \"\(text)\\r\\n\"\n          - expect: \"^250[ -]STARTTLS$\"\n"
    }

    private static func yaml(_ more: (Int) -> String) -> String {
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
            text += more(index)
        }
        return text
    }
}
