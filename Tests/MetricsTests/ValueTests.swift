import Metrics
import Testing

@Suite struct ValueTests {
    @Test func `counters begin at 0 and optional ones are absent`() {
        var everything = Everything()
        #expect(everything.table.values == ["0", "0", "0", "0", "0", "0", "0"])
        #expect(everything.table.value(of: everything.attempts, everything.web) == 0)
        everything.table.increment(everything.slow, everything.web)
        #expect(everything.table.value(of: everything.slow, everything.web) == 1)
        #expect(everything.table.text.contains("probe_slow_total{server=\"a\",probe=\"web\"} 1"))
        everything.table.enable(everything.slow, everything.web)
        #expect(everything.table.value(of: everything.slow, everything.web) == 1)
        everything.table.set(everything.slow, everything.mail, to: 9)
        #expect(everything.table.value(of: everything.slow, everything.mail) == 9)
    }

    @Test func `a gauge that is cleared is absent until it is set again`() {
        var everything = Everything()
        let (gauge, row) = (everything.success, everything.web)
        #expect(everything.table.value(of: gauge, row) == nil)
        everything.table.set(gauge, row, to: 0)
        #expect(everything.table.value(of: gauge, row) == 0)
        everything.table.clear(gauge, row)
        everything.table.clear(gauge, row)
        #expect(everything.table.value(of: gauge, row) == nil)
        everything.table.set(gauge, row, to: 2.5)
        #expect(everything.table.value(of: gauge, row) == 2.5)
        #expect(everything.table.text.contains("probe_success{server=\"a\",probe=\"web\"} 2.5\n"))
        #expect(everything.table.value(of: gauge, everything.mail) == nil)
    }

    @Test func `a time that is cleared is absent until it is set again`() {
        var everything = Everything()
        let (time, row) = (everything.seen, everything.mail)
        #expect(everything.table.value(of: time, row) == nil)
        everything.table.set(time, row, to: .min)
        #expect(everything.table.value(of: time, row) == .min)
        everything.table.clear(time, row)
        #expect(everything.table.value(of: time, row) == nil)
        #expect(!everything.table.text.contains("probe_seen_timestamp_seconds"))
    }

    @Test func `the standard buckets go from a millisecond to ten seconds`() {
        var schema = TableSchema()
        let column = schema.histogram(
            "x_seconds", "X.", boundsNanoseconds: DurationBuckets.standardNanoseconds)
        var table = MetricTable(schema)
        _ = table.addRow(labels: [], histograms: [column])
        let bounds = table.text.split(separator: "\n").compactMap { line in
            line.contains("_bucket") ? String(line.split(separator: "\"")[1]) : nil
        }
        #expect(
            bounds == [
                "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0",
                "2.5", "5.0", "10.0", "+Inf",
            ])
    }

    @Test func `a family name that is illegal or taken traps`() async {
        await #expect(processExitsWith: .failure) {
            var schema = TableSchema()
            _ = schema.gauge("1x", "X.")
        }
        await #expect(processExitsWith: .failure) {
            var schema = TableSchema()
            _ = schema.gauge("x", "X.")
            _ = schema.counter("x", "X.")
        }
    }

    @Test func `labels that would break the text trap`() async {
        await #expect(processExitsWith: .failure) {
            var table = MetricTable(TableSchema())
            _ = table.addRow(labels: [LabelPair(name: "a-b", value: "")])
        }
        await #expect(processExitsWith: .failure) {
            var table = MetricTable(TableSchema())
            _ = table.addRow(labels: .probe("a") + .probe("b"))
        }
    }

    @Test func `two tables with one family trap`() async {
        await #expect(processExitsWith: .failure) {
            let everything = Everything()
            _ = Exposition([everything.table, everything.table])
        }
    }

    @Test func `bounds that do not ascend trap`() async {
        await #expect(processExitsWith: .failure) {
            var schema = TableSchema()
            _ = schema.histogram("x_seconds", "X.", boundsNanoseconds: [2, 2])
        }
    }
}
