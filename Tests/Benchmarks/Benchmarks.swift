import Kernel

/// Measures what Sonde costs, each figure beside a floor taken in the same run.
@main
enum Benchmarks {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        guard let options = BenchmarkOptions(words), let benchmark = all[options.name] else {
            StandardStream.error.write(
                "usage: benchmarks \(all.keys.sorted().joined(separator: "|"))"
                    + " [--json] [--seconds=N]\n")
            return Process.end(status: 2)
        }
        SignalDescriptor.ignoreBrokenPipes()
        ProcessFigures.raiseDescriptorLimit()
        do {
            let figures = try benchmark(options)
            StandardStream.output.write(options.isJSON ? figures.json : figures.table)
        } catch {
            StandardStream.error.write("benchmarks: \(options.name): \(error)\n")
            Process.end(status: 1)
        }
    }

    private static let all: [String: @Sendable (BenchmarkOptions) throws -> Figures] = [
        "connect": ConnectBenchmark.run, "conversation": ConversationBenchmark.run,
        "tls": TLSBenchmark.run, "scrape": ScrapeBenchmark.run, "load": LoadBenchmark.run,
        "configuration": ConfigurationBenchmark.run,
        "memory": MemoryBenchmark.run, "status": StatusBenchmark.run, "reload": ReloadBenchmark.run,
    ]
}

/// What stands on the command line.
struct BenchmarkOptions {
    var name: String
    var isJSON = false
    var seconds = 20

    init?(_ words: [String]) {
        guard let name = words.first else { return nil }
        self.name = name
        for (index, word) in words.enumerated().dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1)
            if word == "--json" {
                isJSON = true
            } else if parts.first == "--seconds",
                let seconds = Int(
                    parts.count == 2 ? String(parts[1]) : words.dropFirst(index + 1).first ?? ""),
                seconds > 0
            {
                self.seconds = seconds
            } else if Int(word) == nil || words[index - 1] != "--seconds" {
                return nil
            }
        }
    }
}

/// What a benchmark found, in the order in which it is shown.
struct Figures {
    private var rows: [(name: String, value: Double)] = []

    subscript(name: String) -> Double {
        get { rows.first { $0.name == name }?.value ?? .nan }
        set { rows.append((name, newValue)) }
    }

    /// Compares rounds of ours with those of the floor, in nanoseconds for each `unit`.
    mutating func compare(_ ours: [Double], with floor: [Double], per unit: String) {
        let ratios = zip(ours, floor).map { $0 / $1 }
        self["ratio"] = ratios.median
        self["ratio_lowest"] = ratios.min() ?? .nan
        self["ratio_highest"] = ratios.max() ?? .nan
        self["sonde_seconds_per_\(unit)"] = ours.median / 1e9
        self["floor_seconds_per_\(unit)"] = floor.median / 1e9
        self["rounds"] = Double(ours.count)
    }

    var json: String {
        "{" + rows.map { "\"\($0.name)\": \(number($0.value))" }.joined(separator: ", ") + "}\n"
    }

    var table: String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { row in
            row.name + String(repeating: " ", count: width - row.name.count + 2)
                + number(row.value) + "\n"
        }.joined()
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}

/// Why a figure could not be taken.
enum BenchmarkError: Error {
    case floorFailed
    case attemptsFailed(of: UInt64, failures: UInt64, inconclusive: UInt64)
}

extension [Double] {
    /// The value below which a share of all lies; the nearest rank.
    func quantile(_ share: Double) -> Double {
        guard !isEmpty else { return .nan }
        let sorted = self.sorted()
        return sorted[Swift.min(count - 1, Int((Double(count) * share).rounded(.up)) - 1)]
    }

    var median: Double { quantile(0.5) }
}
