import CFloor
import Exporter
import Kernel
import Reactor
import Time

/// Runs 10,000 probes at 1 s, as an exporter does, and looks whether attempts start in their slots.
enum LoadBenchmark {
    private static let probes = 10_000
    /// A listener's address may be connected to 470 times a second; more ports, more room.
    private static let listeners = 50
    private static let warmUpSeconds = 5

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let ports = (0..<listeners).map { _ in floor_accept_and_close() }
        let bench = try Workbench()
        let exporter = try bench.exporter(
            Workbench.settings(
                count: probes, port: { ports[$0 % ports.count] }, interval: .seconds(1)))
        let observation = Observation()
        bench.loop.run { [loop = bench.loop] in
            await withDiscardingTaskGroup { group in
                group.addTask { await exporter.run(listeners: []) }
                _ = await loop.sleep(until: loop.now + .seconds(warmUpSeconds))
                observation.begin(exporter, attemptsExpected: probes * (options.seconds + 1))
                _ = await loop.sleep(until: loop.now + .seconds(options.seconds))
                observation.end(exporter)
                group.cancelAll()
            }
        }
        return observation.figures
    }
}
