import Configuration
import Metrics
import Probes
import Time

extension Recorder.Cells {
    /// Gives a probe its row, with all that the configuration says of it.
    mutating func addProbe(
        _ probe: ProbeSettings, gateway: String?, _ columns: ProbeColumns, now: WallTime
    ) {
        let row = probes.addRow(
            labels: identity(probe, gateway),
            histograms: probe.histograms.map { columns.histograms[$0.place] })
        probes.set(columns.scheduled, row, to: 1)
        probes.set(columns.judgedSince, row, to: now.nanoseconds)
        if probe.thresholds.connectTime != nil { probes.enable(columns.connectsSlow, row) }
        if probe.options.tls != nil { probes.enable(columns.tls.changes, row) }
        setSettings(probe, row, columns.settings)
        states.append(
            ProbeState(row: row, slowNanoseconds: probe.thresholds.connectTime?.nanoseconds))
    }

    private func identity(_ probe: ProbeSettings, _ gateway: String?) -> [LabelPair] {
        var labels = [
            LabelPair(name: "server", value: probe.server),
            LabelPair(name: "probe", value: probe.name),
            LabelPair(name: "target", value: probe.target),
        ]
        if let gateway { labels.append(LabelPair(name: "gateway", value: gateway)) }
        if let name = probe.serverName {
            labels.append(LabelPair(name: "server_name", value: name))
        }
        return labels + probe.labels.map { LabelPair(name: $0.name, value: $0.value) }
    }

    private mutating func setSettings(
        _ probe: ProbeSettings, _ row: Row, _ columns: StaticColumns
    ) {
        let thresholds = probe.thresholds
        let hasTLS = probe.options.tls != nil
        let durations: [(SecondsColumn, Duration?)] = [
            (columns.interval, probe.interval), (columns.timeout, probe.options.timeout),
            (columns.down, thresholds.downFor), (columns.connect, thresholds.connectTime),
            (columns.certificateExpiry, hasTLS ? thresholds.certificateExpiry : nil),
            (
                columns.certificateExpiryCritical,
                hasTLS ? thresholds.certificateExpiryCritical : nil
            ),
        ]
        for case (let column, let duration?) in durations {
            probes.set(column, row, to: duration.nanoseconds)
        }
        let ratios: [(GaugeColumn, Double?)] = [
            (columns.slow, thresholds.slowShare), (columns.availability, thresholds.availability),
            (columns.errors, thresholds.errorRate), (columns.packetLoss, thresholds.packetLoss),
        ]
        for case (let column, let ratio?) in ratios { probes.set(column, row, to: ratio) }
        probes.setSeries(columns.info, row, labels: people(probe), to: 1)
    }

    private func people(_ probe: ProbeSettings) -> [LabelPair] {
        [
            LabelPair(name: "kind", value: "tcp"),
            LabelPair(name: "host", value: probe.options.host.description),
            LabelPair(name: "port", value: String(probe.options.port)),
            LabelPair(name: "description", value: probe.description.text),
            LabelPair(name: "organization", value: probe.description.organization),
            LabelPair(name: "owner", value: probe.description.owner),
            LabelPair(name: "role", value: probe.description.role),
            LabelPair(name: "site", value: probe.description.site),
        ]
    }
}
