import Metrics
import Probes

extension Recorder.Cells {
    /// Exposes what the last conversation captured, and nothing of those before it.
    mutating func recordCaptured(
        _ probe: Int, _ report: ProbeReport, _ columns: CapturedColumns
    ) {
        guard report.captured != states[probe].captured else { return }
        states[probe].captured = report.captured
        let row = states[probe].row
        var labels: [LabelPair] = []
        probes.removeSeries(columns.values, row)
        for captured in report.captured {
            switch captured.content {
            case .text(let text): labels.append(LabelPair(name: captured.name, value: text))
            case .number(let number):
                probes.setSeries(
                    columns.values, row,
                    labels: [LabelPair(name: "name", value: captured.name)], to: number)
            }
        }
        if labels.isEmpty {
            probes.removeSeries(columns.labels, row)
        } else {
            probes.setOnlySeries(columns.labels, row, labels: labels, to: 1)
        }
    }
}
