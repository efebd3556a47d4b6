import Metrics
import Synchronization
import Time

extension Recorder {
    /// Shows what is known of those who tell targets, in place of what was shown before.
    func show(_ standings: [TargetLedger.Standing]) {
        cells.withLock { cells in
            let columns = [
                ownColumns.sourceFailures, ownColumns.sourceSuccessful,
                ownColumns.sourceProbes, ownColumns.sourceSuccesses,
            ]
            for column in columns { cells.own.removeSeries(column, cells.ownRow) }
            for standing in standings {
                let labels = [
                    LabelPair(name: "server", value: standing.server),
                    LabelPair(name: "probe", value: standing.probe),
                    LabelPair(name: "source", value: standing.kind),
                ]
                cells.own.setSeries(
                    ownColumns.sourceFailures, cells.ownRow, labels: labels,
                    to: Double(standing.failureCount))
                cells.own.setSeries(
                    ownColumns.sourceProbes, cells.ownRow, labels: labels,
                    to: Double(standing.probeCount))
                if let isSuccessful = standing.isSuccessful {
                    cells.own.setSeries(
                        ownColumns.sourceSuccessful, cells.ownRow, labels: labels,
                        to: isSuccessful ? 1 : 0)
                }
                guard let time = standing.succeededAt else { continue }
                cells.own.setSeries(
                    ownColumns.sourceSuccesses, cells.ownRow, labels: labels,
                    to: Double(time.nanoseconds) / 1e9)
            }
        }
    }
}
