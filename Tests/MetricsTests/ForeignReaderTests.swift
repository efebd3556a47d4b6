import Metrics
import Simulation
import Testing
import Workbench

/// The three formats, read by those who invented them.
@Suite(.serialized) struct ForeignReaderTests {
    /// Values of labels that break what does not escape them, or not the same everywhere.
    private static let hostile = [
        "plain", "\\", "\\n", "a\nb", "\"", "a\"b\\\"c\n\\", "{}=,", "# EOF", " ", "\t\r",
        "\u{202e}desrever\u{202c}", "é\u{fffd}\u{1f600}", "\u{0}", "\u{85}\u{2028}", "",
    ]

    /// A table of hostile labels, and of distributions of which the last are wide.
    private static func tables() -> [MetricTable] {
        var everything = Everything(pieceRows: 4)
        everything.record()
        var generator = SeededGenerator(seed: 9)
        var schema = TableSchema()
        let durations = schema.histogram(
            "probe_duration_seconds", "D.",
            boundsNanoseconds: DurationBuckets.standardNanoseconds)
        var table = MetricTable(schema)
        for (number, value) in hostile.enumerated() {
            let row = everything.table.addRow(
                labels: [
                    LabelPair(name: "probe", value: "p\(number)"),
                    LabelPair(name: "value", value: value),
                ], histograms: [everything.connect], since: 1_790_000_000_000_000_000)
            everything.table.set(everything.success, row, to: Double(number) / 7)
            everything.table.set(
                everything.seen, row,
                to: Int64.random(in: -(1 << 62)...(1 << 62), using: &generator))
            everything.table.incrementSeries(
                everything.reasons, row, labels: Everything.reason(value, "tls"))
            everything.table.setSeries(
                everything.versions, row, labels: [LabelPair(name: "version", value: value)], to: 1)
            let distribution = table.addRow(
                labels: .probe("p\(number)"), histograms: [durations])
            for _ in 0..<1_000 * number {
                let shift = Int64.random(in: 20..<Int64(22 + number), using: &generator)
                table.observe(
                    durations, distribution,
                    nanoseconds: .random(in: 0..<1 << shift, using: &generator))
            }
        }
        return [everything.table, table]
    }

    private static func page(_ tables: [MetricTable], _ format: ExpositionFormat) -> [UInt8] {
        var exposition = Exposition(tables, as: format)
        var bytes: [UInt8] = []
        while exposition.render(into: &bytes, bytesMax: 10_000) {}
        return bytes
    }

    @Test func `the client library reads the same samples from both texts`() throws {
        let tables = Self.tables()
        let folder = try TemporaryFolder()
        let text = try folder.write("text", Self.page(tables, .text))
        let openMetrics = try folder.write("openmetrics", Self.page(tables, .openMetrics))
        let program = try folder.write("compare.py", Self.comparison)
        let answer = try Programs.run("/usr/bin/python3", [program, text, openMetrics])
        let samples = String(decoding: Self.page(tables, .text), as: UTF8.self)
            .split(separator: "\n").count { !$0.hasPrefix("#") }
        #expect(answer == "\(samples) samples, all equal\n")
    }

    @Test func `Prometheus reads the same samples from all formats`() throws {
        let server = try PageServer(
            ExpositionFormat.allCases.map {
                ("\($0.contentType(.underscores))", Self.page(Self.tables(), $0))
            })
        let prometheus = try RunningPrometheus(
            [server.port], paths: ["/0", "/1", "/2"],
            options: ["--enable-feature=native-histograms"])
        // Each path is a job.
        let samples = try prometheus.wait(for: "all pages") {
            (prometheus) -> [RunningPrometheus.Sample]? in
            let up = try prometheus.vector("up")
            guard up.count == 3, up.allSatisfy({ $0.value == 1 }) else { return nil }
            return try prometheus.vector("{__name__=~\"probe_.+\",__name__!~\".+_duration_.+\"}")
        }
        var read = [String: [[String: String]: Double]]()
        for sample in samples {
            var labels = sample.labels
            guard let job = labels.removeValue(forKey: "job") else { continue }
            labels["instance"] = nil
            read[job, default: [:]][labels] = sample.value
        }
        #expect(read.count == 3 && read["/0"]?.count ?? 0 > 5 * Self.hostile.count)
        #expect(read["/0"] == read["/1"] && read["/0"] == read["/2"])
        let wanted = Set(Self.hostile.filter { !$0.isEmpty })
        #expect(Set(read["/2"]?.keys.compactMap { $0["value"] } ?? []) == wanted)
        try Self.compareHistograms(prometheus)
    }

    /// The classic histograms of the texts are equal, and the native ones are what they are.
    private static func compareHistograms(_ prometheus: RunningPrometheus) throws {
        func values(_ query: String) throws -> [String: Double] {
            Dictionary(
                try prometheus.vector(query).map { ($0.labels["probe"] ?? "", $0.value) },
                uniquingKeysWith: { first, _ in first })
        }
        let name = "probe_duration_seconds"
        for part in ["count", "sum"] {
            let classic = try values("\(name)_\(part){job=\"/0\"}")
            #expect(classic.count == hostile.count)
            #expect(try values("\(name)_\(part){job=\"/1\"}") == classic)
            #expect(try values("histogram_\(part)(\(name){job=\"/2\"})") == classic)
        }
        for quantile in [0.1, 0.5, 0.9, 0.99] {
            let classic = try values("histogram_quantile(\(quantile), \(name)_bucket{job=\"/0\"})")
            let native = try values("histogram_quantile(\(quantile), \(name){job=\"/2\"})")
            #expect(native.count == classic.count)
            for (probe, value) in native where !value.isNaN {
                let other = try #require(classic[probe])
                let bounds = DurationBuckets.standardNanoseconds.map { Double($0) / 1e9 }
                // What is beyond the last bound is told as that bound.
                let lower = bounds.last { $0 < other } ?? 0
                let upper = other == bounds.last ? .infinity : bounds.first { $0 >= other } ?? 0
                // A native bucket of which the quantile is may reach over a classic bound.
                #expect(value >= lower / 1.0906 && value <= upper * 1.0906, "\(probe)")
            }
        }
    }

    private static let comparison = """
        import math, sys
        from prometheus_client.openmetrics.parser import text_string_to_metric_families as new
        from prometheus_client.parser import text_string_to_metric_families as old

        def read(parse, path):
            text = open(path, newline="", encoding="utf-8").read()
            return {(s.name, tuple(sorted(s.labels.items()))): s.value
                    for family in parse(text) for s in family.samples}

        first, second = read(old, sys.argv[1]), read(new, sys.argv[2])
        keys = first.keys() | second.keys()
        different = [key for key in keys if first.get(key) != second.get(key)]
        print(f"{len(first)} samples, all equal" if not different else f"different: {different}")
        """
}

/// A web server in Python that answers each path with a page.
private final class PageServer: Sendable {
    let port: UInt16
    private let child: ChildProcess
    private let folder: TemporaryFolder

    struct NoPort: Error {}

    init(_ pages: [(type: String, bytes: [UInt8])]) throws {
        folder = try TemporaryFolder()
        var arguments = ["-u", try folder.write("pages.py", Self.program)]
        for (number, page) in pages.enumerated() {
            arguments += [page.type, try folder.write("\(number)", page.bytes)]
        }
        child = try ChildProcess("python3", arguments)
        try child.waitForText("\n", on: .output)
        guard let port = UInt16(child.heard(.output).prefix { $0.isNumber }) else { throw NoPort() }
        self.port = port
    }

    private static let program = """
        import http.server, sys

        pages = [(sys.argv[place], open(sys.argv[place + 1], "rb").read())
                 for place in range(1, len(sys.argv), 2)]

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                kind, body = pages[int(self.path[1:])]
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words): pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_address[1])
        server.serve_forever()
        """
}
