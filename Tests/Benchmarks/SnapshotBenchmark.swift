import Exporter
import Kernel
import Metrics

/// What a snapshot costs a table of 100,000 rows with the families of the probes: to take it, the
/// longest of the records that follow, and to drop it when all has been recorded anew.
///
/// In processor time of the thread, so that what else the machine does is no record of ours.
struct SnapshotBenchmark {
    private static let rows = 100_000
    private static let rounds = 21
    /// Nothing may hold the loop for longer than 5 ms, and one record is not alone there.
    private static let recordSecondsAllowed = 0.001

    private var gauges: [GaugeColumn] = []
    private var histograms: [HistogramColumn] = []
    private var infos: [LabelledColumn] = []
    private var table: MetricTable
    private var rows: [Row] = []

    static func run(into figures: inout Figures) {
        var benchmark = SnapshotBenchmark()
        var rounds: [Round] = []
        for number in 0..<Self.rounds { rounds.append(benchmark.round(number)) }
        let longest = rounds.map { Double($0.longestRecord) / 1e9 }
        figures["snapshot_rows"] = Double(Self.rows)
        figures["snapshot_seconds"] = rounds.map { Double($0.take) / 1e9 }.median
        figures["snapshot_drop_seconds"] = rounds.map { Double($0.drop) / 1e9 }.median
        figures["longest_record_seconds"] = longest.median
        figures["longest_record_seconds_highest"] = longest.max() ?? .nan
        figures["longest_record_seconds_allowed"] = recordSecondsAllowed
    }

    private init() {
        var schema = TableSchema()
        for (name, type) in ExposedFamilies.all where name.hasPrefix("probe_") {
            if type == "histogram" {
                let bounds = DurationBuckets.standardNanoseconds
                histograms.append(schema.histogram(name, "", boundsNanoseconds: bounds))
            } else if name.hasSuffix("_info") {
                infos.append(schema.labelled(name, "", .gauge))
            } else if type == "counter" {
                _ = schema.counter(name, "")
            } else {
                gauges.append(schema.gauge(name, ""))
            }
        }
        table = MetricTable(schema)
        for number in 0..<Self.rows {
            let labels = [LabelPair(name: "probe", value: "\(number)")]
            let row = table.addRow(labels: labels, histograms: histograms)
            for info in infos { table.setSeries(info, row, labels: labels, to: 1) }
            rows.append(row)
        }
        record(-1)
    }

    /// Nanoseconds.
    private struct Round {
        var take: Int64 = 0
        var longestRecord: Int64 = 0
        var drop: Int64 = 0
    }

    private mutating func round(_ number: Int) -> Round {
        var round = Round()
        let begin = Clock.threadProcessorTime
        let snapshot = Exposition([table])
        round.take = Clock.threadProcessorTime - begin
        round.longestRecord = record(number)
        let end = Clock.threadProcessorTime
        _ = consume snapshot
        round.drop = Clock.threadProcessorTime - end
        return round
    }

    /// Records something of each kind in every tenth row, and returns how long the longest record
    /// took.
    @discardableResult
    private mutating func record(_ round: Int) -> Int64 {
        let labels = [LabelPair(name: "round", value: "\(round)")]
        var longest: Int64 = 0
        var before = Clock.threadProcessorTime
        for index in stride(from: 0, to: rows.count, by: 10) {
            for kind in 0..<3 {
                switch kind {
                case 0: table.set(gauges[0], rows[index], to: Double(round))
                case 1: table.observe(histograms[0], rows[index], nanoseconds: 1)
                default: table.setOnlySeries(infos[0], rows[index], labels: labels, to: 1)
                }
                let now = Clock.threadProcessorTime
                longest = max(longest, now - before)
                before = now
            }
        }
        return longest
    }
}
