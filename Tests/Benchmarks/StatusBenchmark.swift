import CFloor
import Compressing
import Exporter
import Kernel
import Network
import Reactor
import Status
import Time

/// The status page of 10,000 probes with full strips: what it costs on the loop, and its bytes.
enum StatusBenchmark {
    private static let probes = 10_000
    private static let attempts = 45
    private static let rounds = 50

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let port = floor_accept_and_close()
        let bench = try Workbench()
        let exporter = try bench.exporter(
            Workbench.settings(count: probes, port: { _ in port }), attemptsMax: 64)
        for _ in 0..<attempts { _ = try bench.cost(exporter, probes: probes) }
        var figures = Figures()
        for (name, query) in [
            ("first_page", try StatusQuery("")), ("by_name", try StatusQuery("sort=name")),
            ("search", try StatusQuery("q=probe-77")),
        ] {
            let sample = measure(exporter, query, bench)
            figures["\(name)_loop_seconds"] = sample.loopSeconds.median
            figures["\(name)_loop_seconds_highest"] = sample.loopSeconds.max() ?? .nan
            figures["\(name)_seconds"] = sample.seconds.median
            figures["\(name)_bytes"] = Double(sample.page.count)
            figures["\(name)_gzip_bytes"] = Double(compressed(sample.page))
            figures["\(name)_turns_above_5_ms"] = Double(sample.longTurns)
        }
        return figures
    }

    private struct Sample {
        var loopSeconds: [Double] = []
        var seconds: [Double] = []
        var longTurns: Int64 = 0
        var page: [UInt8] = []
    }

    /// Processor time of the loop's thread alone: the rest is done beside it.
    private static func measure(
        _ exporter: Exporter, _ query: StatusQuery, _ bench: Workbench
    ) -> Sample {
        bench.loop.run { [loop = bench.loop] in
            var sample = Sample()
            let before = ReloadBenchmark.longTurnCount(loop.turnDurations)
            for _ in 0..<rounds {
                let (begin, processor) = (loop.now, Clock.threadProcessorTime)
                sample.page = Array((await exporter.statusPage(query) ?? "").utf8)
                sample.loopSeconds.append(
                    Double(Clock.threadProcessorTime - processor) / 1e9)
                sample.seconds.append(Double((loop.now - begin).nanoseconds) / 1e9)
            }
            sample.longTurns = ReloadBenchmark.longTurnCount(loop.turnDurations) - before
            return sample
        }
    }

    private static func compressed(_ page: [UInt8]) -> Int {
        var short: [UInt8] = []
        ZlibCompressor().begin()?.append(page, isLast: true, to: &short)
        return short.count
    }
}
