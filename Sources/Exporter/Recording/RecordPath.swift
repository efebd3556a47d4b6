import Metrics
import Network
import Probes
import Time

extension Recorder.Cells {
    /// Shows what the port is and what the kernel saw of the way to it.
    ///
    /// Returns whether segments were lost on the way, and none the time before.
    mutating func recordPath(
        _ probe: Int, _ report: ProbeReport, _ columns: PathColumns
    ) -> Bool {
        recordPortState(probe, report.portState, columns)
        guard let path = report.path else { return false }
        let row = states[probe].row
        probes.set(columns.roundTrip, row, to: path.roundTrip.nanoseconds)
        probes.set(columns.roundTripVariation, row, to: path.roundTripVariation.nanoseconds)
        let hasLost = path.retransmissions > 0
        if hasLost {
            probes.increment(
                columns.retransmits, row, by: UInt64(clamping: path.retransmissions))
        }
        defer { states[probe].hasLostSegments = hasLost }
        return hasLost && !states[probe].hasLostSegments
    }

    private mutating func recordPortState(
        _ probe: Int, _ state: PortState?, _ columns: PathColumns
    ) {
        guard state != states[probe].portState else { return }
        states[probe].portState = state
        let row = states[probe].row
        guard let state else {
            probes.removeSeries(columns.portState, row)
            return
        }
        for other in PortState.allCases {
            probes.setSeries(
                columns.portState, row,
                labels: [LabelPair(name: "state", value: other.rawValue)],
                to: other == state ? 1 : 0)
        }
    }
}
