import Metrics
import Probes

extension Recorder.Cells {
    /// Shows whether the certificate served is the one on disk; says when that cannot be told any
    /// more, and when it can be again.
    ///
    /// What was last said stays where an attempt does not get that far.
    mutating func recordComparison(
        _ probe: Int, _ report: ProbeReport, _ columns: TLSColumns
    ) -> Recorder.Change? {
        guard let comparison = report.comparison else { return nil }
        let row = states[probe].row
        let wasAvailable = states[probe].canCompare
        switch comparison.outcome {
        case .same: probes.set(columns.matchesFile, row, to: 1)
        case .other: probes.set(columns.matchesFile, row, to: 0)
        case .unavailable(let fault):
            probes.clear(columns.matchesFile, row)
            states[probe].canCompare = false
            return wasAvailable ? .certificateFileLost(fault) : nil
        }
        states[probe].canCompare = true
        return wasAvailable ? nil : .certificateFileFound
    }
}
