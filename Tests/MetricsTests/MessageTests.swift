import Simulation
import Testing

@testable import Metrics

@Suite struct MessageTests {
    private func message(
        _ table: MetricTable, bytesMax: Int = .max
    ) -> [UInt8] {
        var exposition = Exposition([table], as: .protobuf)
        var bytes: [UInt8] = []
        while exposition.render(into: &bytes, bytesMax: bytesMax) {}
        return bytes
    }

    @Test func `a table with a family of each kind is shown whole`() throws {
        var everything = Everything()
        everything.record()
        let families = try MessageReader.families(message(everything.table))
        #expect(
            families.map(\.name) == [
                "probe_attempts_total", "probe_slow_total", "probe_success",
                "probe_seen_timestamp_seconds", "probe_cpu_seconds_total",
                "probe_connect_duration_seconds", "probe_failure_reasons_total",
                "probe_tls_version_info",
            ])
        #expect(families.map(\.type) == [0, 0, 1, 1, 0, 4, 0, 1])
        #expect(families[1].help == "Slow \\ ones.\nSaid \"so\".")
        #expect(families.map(\.unit).compactMap(\.self).count == 3)
        let web = [["server", "a"], ["probe", "web"]]
        #expect(families[0].metrics.map(\.labels) == [web, [["probe", "mail"]]])
        #expect(families[0].metrics.map(\.value) == [2, 1])
        #expect(families[3].metrics.map(\.value) == [1_790_000_000.000000001])
        #expect(families[6].metrics.map(\.value) == [1, 3])
        #expect(
            families[6].metrics.map(\.labels) == [
                web + [["reason", "timeout"], ["phase", "tls"]],
                web + [["reason", "refused"], ["phase", "connect"]],
            ])
        let histogram = families[5].metrics[0]
        #expect(histogram.count == 4 && histogram.sum == 2.010000002)
        #expect(histogram.buckets == [[2, 0.005], [3, 1], [4, .infinity]])
        // 1 ns; 5 ms and 1 ns more beside it; 2 s.
        #expect(histogram.schema == 3 && histogram.zeroThreshold == 0x1p-128)
        #expect(histogram.deltas == [1, 1, -1])
        #expect(histogram.spans == [[-239, 1], [177, 1], [68, 1]])
    }

    @Test(arguments: [1, 10, 100, 1000])
    func `the message is the same in slices of any size`(bytesMax: Int) {
        var everything = Everything(pieceRows: 3)
        everything.record()
        for number in 0..<10 {
            let row = everything.table.addRow(
                labels: .probe("p\(number)"), histograms: [everything.connect])
            everything.table.observe(everything.connect, row, nanoseconds: Int64(number) * 999)
        }
        #expect(message(everything.table, bytesMax: bytesMax) == message(everything.table))
    }

    @Test func `labels are what was given, whatever stands in them`() throws {
        let values = ["", "\\", "\\n", "\n", "\"", "a\"b\\\"c\n\\", "=,{}\"", "\u{202e}é\u{fffd}"]
        var schema = TableSchema()
        let gauge = schema.gauge("x", "X.")
        let labelled = schema.labelled("y_total", "Y.", .counter)
        let bare = schema.labelled("z", "Z.", .gauge)
        var table = MetricTable(schema)
        for (number, value) in values.enumerated() {
            let row = table.addRow(labels: [
                LabelPair(name: "a", value: value), LabelPair(name: "n", value: "\(number)"),
            ])
            table.set(gauge, row, to: 1)
            table.incrementSeries(labelled, row, labels: [LabelPair(name: "b", value: value)])
        }
        let none = table.addRow(labels: [])
        table.setSeries(bare, none, labels: [], to: 3)
        table.set(gauge, none, to: 2)
        let families = try MessageReader.families(message(table))
        let rows = values.enumerated().map { [["a", $1], ["n", "\($0)"]] }
        #expect(families[0].metrics.map(\.labels) == rows + [[]])
        #expect(families[1].metrics.map(\.labels) == zip(rows, values).map { $0 + [["b", $1]] })
        #expect(families[2].metrics.map(\.labels) == [[]])
        #expect(families[2].metrics.map(\.value) == [3])
    }

    @Test func `counters and histograms say since when they count`() throws {
        var everything = Everything()
        let start: Int64 = 1_795_000_000_250_000_000
        let row = everything.table.addRow(
            labels: .probe("new"), histograms: [everything.connect], since: start)
        everything.table.incrementSeries(everything.reasons, row, labels: [])
        everything.table.set(everything.success, row, to: 1)
        let families = try MessageReader.families(message(everything.table))
        for family in families {
            let metric = try #require(family.metrics.last)
            let isGauge = family.type == 1
            #expect(metric.created == (isGauge ? nil : [1_795_000_000, 250_000_000]))
        }
        #expect(families.count == 4)
        // Of what began at a time that nobody knows, nothing is said.
        #expect(families[0].metrics.first?.created == nil)
        everything.table.setHistograms(row, [], since: start)
        everything.table.setHistograms(row, [everything.connect], since: start + 1)
        let again = try MessageReader.families(message(everything.table))
        let histogram = again.first { $0.type == 4 }?.metrics.last
        #expect(histogram?.created == [1_795_000_000, 250_000_001])
    }

    @Test func `an empty histogram is a native one all the same, and a foreign one never`() throws {
        var schema = TableSchema()
        let own = schema.histogram("a_seconds", "A.", boundsNanoseconds: [1])
        let foreign = schema.histogram("b_seconds", "B.", boundsNanoseconds: [1])
        var table = MetricTable(schema)
        let row = table.addRow(labels: [], histograms: [own, foreign])
        table.set(foreign, row, counts: [3, 4], sumNanoseconds: 5_000_000_000)
        let families = try MessageReader.families(message(table))
        #expect(families[0].metrics[0].spans == [[0, 0]])
        #expect(families[0].metrics[0].schema == 3)
        #expect(families[1].metrics[0].spans.isEmpty && families[1].metrics[0].schema == nil)
        #expect(families[1].metrics[0].buckets == [[3, 1e-9], [7, .infinity]])
        table.observe(own, row, nanoseconds: 0)
        let zero = try MessageReader.families(message(table))[0].metrics[0]
        #expect(zero.zeroCount == 1 && zero.deltas.isEmpty && zero.spans == [[0, 0]])
    }

    @Test func `seconds are what their decimal is read as`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let shift = Int64.random(in: 1..<63, using: &generator)
            let nanoseconds = Int64.random(in: -(1 << shift)...(1 << shift), using: &generator)
            var line: [UInt8] = []
            line.appendLine(nanoseconds: nanoseconds)
            let text = String(decoding: line.dropLast(), as: UTF8.self)
            #expect(Double(text) == Double(secondsOf: nanoseconds), "\(nanoseconds)")
        }
        #expect(Double(secondsOf: .min) == -9_223_372_036.854775808)
        #expect(Double(secondsOf: .max) == 9_223_372_036.854775807)
    }
}
