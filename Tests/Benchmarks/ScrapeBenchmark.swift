import CFloor
import Compressing
import Exporter
import Kernel
import Metrics
import Network

/// The page of 10,000 probes, rendered as a reader gets it, against copying the same bytes.
enum ScrapeBenchmark {
    private static let probes = 10_000
    private static let rounds = 21
    private static let sliceBytes = 192 * 1024

    static func run(_ options: BenchmarkOptions) throws -> Figures {
        let port = floor_accept_and_close()
        let bench = try Workbench()
        let exporter = try bench.exporter(
            Workbench.settings(count: probes, port: { _ in port }), attemptsMax: 64)
        _ = try bench.cost(exporter, probes: probes)

        let first = render(exporter)
        var later: [Rendering] = []
        for _ in 0..<rounds { later.append(render(exporter)) }
        let whole = whole(exporter)
        let forms: [(String, ExpositionFormat)] = [
            ("openmetrics", .openMetrics), ("message", .protobuf),
        ]
        let copies = (0..<rounds).map { _ in copy(whole) }
        var figures = Figures()
        figures["bytes_per_second"] = later.map(\.bytesPerSecond).median
        figures["bytes_per_second_best"] = later.map(\.bytesPerSecond).max() ?? 0
        figures["first_bytes_per_second"] = first.bytesPerSecond
        figures["memcpy_bytes_per_second"] = copies.median
        figures["allocations_per_sample"] =
            Double(later.map(\.allocations).min() ?? 0) / Double(samples(whole))
        figures["slice_seconds_highest"] = later.map(\.sliceSecondsMax).max() ?? .nan
        figures["bytes"] = Double(whole.count)
        figures["samples"] = Double(samples(whole))
        for (name, format) in forms {
            let rounds = (0..<rounds).map { _ in render(exporter, format) }
            figures["\(name)_seconds"] = rounds.map(\.seconds).median
            figures["\(name)_bytes"] = rounds.map { Double($0.bytes) }.median
            figures["\(name)_allocations_per_sample"] =
                Double(rounds.map(\.allocations).min() ?? 0) / Double(samples(whole))
            figures["\(name)_slice_seconds_highest"] = rounds.map(\.sliceSecondsMax).max() ?? .nan
        }
        figures["text_seconds"] = later.map(\.seconds).median
        compress(exporter, into: &figures)
        SnapshotBenchmark.run(into: &figures)
        return figures
    }

    private struct Rendering {
        var bytes: Int
        var seconds: Double
        var bytesPerSecond: Double { Double(bytes) / seconds }
        var allocations: UInt64
        var sliceSecondsMax: Double
    }

    private static func render(
        _ exporter: Exporter, _ format: ExpositionFormat = .text
    ) -> Rendering {
        var buffer: [UInt8] = []
        let allocated = floor_allocations()
        let begin = Clock.threadProcessorTime
        var sliceMax: Int64 = 0
        var bytes = 0
        var exposition = exporter.exposition(as: format)
        var hasMore = true
        while hasMore {
            buffer.removeAll(keepingCapacity: true)
            let sliceBegin = Clock.threadProcessorTime
            hasMore = exposition.render(into: &buffer, bytesMax: sliceBytes)
            sliceMax = max(sliceMax, Clock.threadProcessorTime - sliceBegin)
            bytes += buffer.count
        }
        let nanoseconds = Clock.threadProcessorTime - begin
        return Rendering(
            bytes: bytes, seconds: Double(nanoseconds) / 1e9,
            allocations: floor_allocations() - allocated, sliceSecondsMax: Double(sliceMax) / 1e9)
    }

    /// What the page costs as gzip, beside the loop.
    private static func compress(_ exporter: Exporter, into figures: inout Figures) {
        var exposition = exporter.exposition()
        let begin = Clock.threadProcessorTime
        guard let text = ZlibCompressor().begin() else { return }
        var (page, slice) = ([UInt8](), [UInt8]())
        var hasMore = true
        while hasMore {
            slice.removeAll(keepingCapacity: true)
            hasMore = exposition.render(into: &slice, bytesMax: sliceBytes)
            text.append(slice, isLast: !hasMore, to: &page)
        }
        figures["gzip_seconds"] = Double(Clock.threadProcessorTime - begin) / 1e9
        figures["gzip_bytes"] = Double(page.count)
    }

    private static func whole(_ exporter: Exporter) -> [UInt8] {
        var exposition = exporter.exposition()
        var bytes: [UInt8] = []
        while exposition.render(into: &bytes, bytesMax: .max) {}
        return bytes
    }

    private static func samples(_ text: [UInt8]) -> Int {
        text.split(separator: UInt8(ascii: "\n")).count { $0.first != UInt8(ascii: "#") }
    }

    private static func copy(_ source: [UInt8]) -> Double {
        var target = [UInt8](repeating: 0, count: source.count)
        let nanoseconds = unsafe target.withUnsafeMutableBytes { target in
            unsafe source.withUnsafeBytes { source in
                unsafe floor_copy(target.baseAddress, source.baseAddress, source.count)
            }
        }
        return Double(source.count) / Double(nanoseconds) * 1e9
    }
}
