import CFloor
import Configuration
import Exporter
import Kernel
import Network
import Reactor
import Synchronization
import Time

/// Reads a configuration of 10,000 probes again, of which 100 have changed, while they run at 1 s.
enum ReloadBenchmark {
    private static let probes = 10_000
    private static let changed = 100
    private static let listeners = 50
    private static let warmUpSeconds = 5

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let ports = (0..<listeners).map { _ in floor_accept_and_close() }
        let texts = (0..<2).map { turn in Array(yaml(ports, turn).utf8) }
        let turn = Counter()
        let load: @Sendable () -> Result<Settings, ConfigurationErrors> = {
            Result { () throws(ConfigurationErrors) in
                try ConfigurationLoader(files: NoFiles()).load(
                    texts[turn.next() % 2], name: "benchmark.yml", directory: ".")
            }
        }
        let bench = try Workbench()
        let exporter = try bench.exporter(
            try load().get(), reloading: Reloading(name: "benchmark.yml", load: load))
        let observation = Observation()
        let (durations, longTurns) = bench.loop.run { [loop = bench.loop] in
            await withDiscardingTaskGroup { group in
                var durations: [Int64] = []
                group.addTask { await exporter.run(listeners: []) }
                _ = await loop.sleep(until: loop.now + .seconds(warmUpSeconds))
                observation.begin(exporter, attemptsExpected: probes * (options.seconds * 3))
                let before = Self.longTurnCount(loop.turnDurations)
                for _ in 0..<options.seconds {
                    let begin = loop.now
                    guard case .loaded(let counts) = await exporter.reload(),
                        counts.changed == changed, counts.kept == probes - changed
                    else { preconditionFailure("another plan") }
                    durations.append((loop.now - begin).nanoseconds)
                    _ = await loop.sleep(until: begin + .seconds(1))
                }
                observation.end(exporter)
                let longTurns = Self.longTurnCount(loop.turnDurations) - before
                group.cancelAll()
                return (durations, longTurns)
            }
        }
        var figures = observation.figures
        figures["reload_seconds"] = durations.map { Double($0) / 1e9 }.median
        figures["reload_seconds_highest"] = durations.max().map { Double($0) / 1e9 } ?? .nan
        figures["turns_above_5_ms"] = Double(longTurns)
        figures["reloads"] = Double(durations.count)
        return figures
    }

    /// How many turns of the loop took longer than 5 ms.
    static func longTurnCount(_ turns: TurnDurations) -> Int64 {
        let bounds = TurnDurations.boundsNanoseconds
        let first = (bounds.firstIndex(of: 5_000_000) ?? bounds.count) + 1
        return Int64(turns.counts[first...].reduce(0, +))
    }

    /// Every hundredth probe has another owner each time.
    private static func yaml(_ ports: [UInt16], _ turn: Int) -> String {
        var text = "defaults: {interval: 1s, timeout: 1s, close: reset}\nservers:\n"
        for index in 0..<probes {
            if index % 10 == 0 { text += "  - name: server-\(index / 10)\n    probes:\n" }
            let owner = index % (probes / changed) == 0 ? "owner-\(turn)" : "nobody"
            text += "      - {name: probe-\(index), host: 127.0.0.1, "
            text += "port: \(ports[index % ports.count]), owner: \(owner)}\n"
        }
        return text
    }
}

/// Counts up from 0, in whatever thread.
private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
}
