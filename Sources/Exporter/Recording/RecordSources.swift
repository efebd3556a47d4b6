import Metrics
import Synchronization
import Time

/// What the exporter says of those who tell targets.
struct SourceColumns: Sendable {
    let failures, lastSuccessful, probes, lastSuccess: LabelledColumn

    init(_ schema: inout TableSchema) {
        failures = schema.labelled(
            "sonde_target_source_failures_total",
            "Answers of a source of targets that could not be used, or not whole.", .counter)
        lastSuccessful = schema.labelled(
            "sonde_target_source_last_successful",
            "Whether the last answer of a source of targets could be used, whole.", .gauge)
        probes = schema.labelled(
            "sonde_target_source_probes",
            "Probes of the targets that a source has told, of all shards.", .gauge)
        lastSuccess = schema.labelled(
            "sonde_target_source_last_success_timestamp_seconds",
            "When a source of targets last gave an answer that could be used.", .gauge)
    }

    fileprivate var all: [LabelledColumn] { [failures, lastSuccessful, probes, lastSuccess] }
}

extension Recorder {
    /// Shows what is known of those who tell targets, in place of what was shown before.
    func show(_ standings: [TargetLedger.Standing]) {
        cells.withLock { cells in
            let columns = ownColumns.sources
            for column in columns.all { cells.own.removeSeries(column, cells.ownRow) }
            for standing in standings {
                let labels = [
                    LabelPair(name: "server", value: standing.server),
                    LabelPair(name: "probe", value: standing.probe),
                    LabelPair(name: "source", value: standing.kind),
                ]
                cells.own.setSeries(
                    columns.failures, cells.ownRow, labels: labels,
                    to: Double(standing.failureCount))
                cells.own.setSeries(
                    columns.probes, cells.ownRow, labels: labels,
                    to: Double(standing.probeCount))
                if let isSuccessful = standing.isSuccessful {
                    cells.own.setSeries(
                        columns.lastSuccessful, cells.ownRow, labels: labels,
                        to: isSuccessful ? 1 : 0)
                }
                guard let time = standing.succeededAt else { continue }
                cells.own.setSeries(
                    columns.lastSuccess, cells.ownRow, labels: labels,
                    to: Double(time.nanoseconds) / 1e9)
            }
        }
    }
}
