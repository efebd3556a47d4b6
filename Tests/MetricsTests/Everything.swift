import Metrics

/// A table that has a family of each kind, and two rows.
struct Everything {
    var table: MetricTable
    let attempts: CounterColumn
    let slow: CounterColumn
    let success: GaugeColumn
    let silent: GaugeColumn
    let seen: SecondsColumn
    let processor: SecondsColumn
    let phases: [SecondsColumn]
    let connect: HistogramColumn
    let reasons: LabelledColumn
    let versions: LabelledColumn
    let web: Row
    let mail: Row

    init(pieceRows: Int = MetricsLimits.pieceRows) {
        var schema = TableSchema()
        attempts = schema.counter("probe_attempts_total", "Attempts made.")
        slow = schema.counter("probe_slow_total", "Slow \\ ones.\nSaid \"so\".", isOptional: true)
        success = schema.gauge("probe_success", "Last verdict.")
        silent = schema.gauge("probe_silent", "Never set.")
        seen = schema.secondsGauge("probe_seen_timestamp_seconds", "Last seen.")
        processor = schema.secondsCounter("probe_cpu_seconds_total", "Time used.")
        phases = schema.secondsGauges(
            "probe_phase_seconds", "Phases.", label: "phase", values: ["connect", "tls"])
        connect = schema.histogram(
            "probe_connect_duration_seconds", "Connects.",
            boundsNanoseconds: [5_000_000, 1_000_000_000])
        reasons = schema.labelled("probe_failure_reasons_total", "Why.", .counter)
        versions = schema.labelled("probe_tls_version_info", "Versions.", .gauge)
        table = MetricTable(schema, pieceRows: pieceRows)
        web = table.addRow(
            labels: [
                LabelPair(name: "server", value: "a"), LabelPair(name: "probe", value: "web"),
            ], histograms: [connect])
        mail = table.addRow(labels: .probe("mail"))
    }

    static func reason(_ reason: String, _ phase: String) -> [LabelPair] {
        [LabelPair(name: "reason", value: reason), LabelPair(name: "phase", value: phase)]
    }

    /// Records something in each family but the silent one and the one of phases.
    mutating func record() {
        table.increment(attempts, web, by: 2)
        table.increment(attempts, mail)
        table.enable(slow, mail)
        table.set(success, web, to: 1)
        table.set(seen, mail, to: 1_790_000_000_000_000_001)
        table.set(processor, web, to: 1_500_000_000)
        for nanoseconds: Int64 in [1, 5_000_000, 5_000_001, 2_000_000_000] {
            table.observe(connect, web, nanoseconds: nanoseconds)
        }
        table.incrementSeries(reasons, web, labels: Self.reason("timeout", "tls"))
        table.incrementSeries(reasons, web, labels: Self.reason("refused", "connect"), by: 3)
        table.setSeries(
            versions, mail, labels: [LabelPair(name: "version", value: "TLS 1.3")], to: 1)
    }

    static let text = """
        # HELP probe_attempts_total Attempts made.
        # TYPE probe_attempts_total counter
        probe_attempts_total{server="a",probe="web"} 2
        probe_attempts_total{probe="mail"} 1
        # HELP probe_slow_total Slow \\\\ ones.\\nSaid "so".
        # TYPE probe_slow_total counter
        probe_slow_total{probe="mail"} 0
        # HELP probe_success Last verdict.
        # TYPE probe_success gauge
        probe_success{server="a",probe="web"} 1
        # HELP probe_seen_timestamp_seconds Last seen.
        # TYPE probe_seen_timestamp_seconds gauge
        probe_seen_timestamp_seconds{probe="mail"} 1790000000.000000001
        # HELP probe_cpu_seconds_total Time used.
        # TYPE probe_cpu_seconds_total counter
        probe_cpu_seconds_total{server="a",probe="web"} 1.5
        # HELP probe_connect_duration_seconds Connects.
        # TYPE probe_connect_duration_seconds histogram
        probe_connect_duration_seconds_bucket{server="a",probe="web",le="0.005"} 2
        probe_connect_duration_seconds_bucket{server="a",probe="web",le="1.0"} 3
        probe_connect_duration_seconds_bucket{server="a",probe="web",le="+Inf"} 4
        probe_connect_duration_seconds_sum{server="a",probe="web"} 2.010000002
        probe_connect_duration_seconds_count{server="a",probe="web"} 4
        # HELP probe_failure_reasons_total Why.
        # TYPE probe_failure_reasons_total counter
        probe_failure_reasons_total{server="a",probe="web",reason="timeout",phase="tls"} 1
        probe_failure_reasons_total{server="a",probe="web",reason="refused",phase="connect"} 3
        # HELP probe_tls_version_info Versions.
        # TYPE probe_tls_version_info gauge
        probe_tls_version_info{probe="mail",version="TLS 1.3"} 1

        """
}
