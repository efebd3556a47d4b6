import Metrics
import Probes

/// The families of the probes, in the order of the page.
struct ProbeColumns: Sendable {
    let schema: TableSchema
    let success, up: GaugeColumn
    let duration: SecondsColumn
    let attempts, failures, inconclusive: CounterColumn
    let failureReasons, lastFailure: LabelledColumn
    let slotsMissed: CounterColumn
    let histograms: [HistogramColumn]
    let connects, connectsSlow: CounterColumn
    let lastPhases: [SecondsColumn]
    let lookupTime: SecondsColumn
    let ipProtocol: GaugeColumn
    let name: NameColumns
    let path: PathColumns
    let lastAttempt, lastSuccess, lastConclusive, stateChange: SecondsColumn
    let stateChanges: CounterColumn
    let consecutiveFailures: GaugeColumn
    let judgement: JudgementColumns
    let settings: StaticColumns
    let tls: TLSColumns
    let captured: CapturedColumns

    init() {
        var schema = TableSchema()
        success = schema.gauge(
            "probe_success", "Last conclusive verdict: 1 for success, 0 for failure.")
        up = schema.gauge("probe_up", "The confirmed state: 1 for up, 0 for down.")
        duration = schema.secondsGauge("probe_duration_seconds", "Duration of the last attempt.")
        attempts = schema.counter("probe_attempts_total", "Attempts that were started.")
        failures = schema.counter("probe_failures_total", "Attempts that the target failed.")
        inconclusive = schema.counter(
            "probe_inconclusive_total",
            "Attempts that say nothing about the target, because the prober could not fairly test.")
        failureReasons = schema.labelled(
            "probe_failure_reasons_total", "Failed attempts by reason and phase.", .counter)
        lastFailure = schema.labelled(
            "probe_last_failure_info", "Why the probe fails, while it does.", .gauge)
        slotsMissed = schema.counter(
            "probe_slots_missed_total", "Slots of the schedule in which no attempt could start.")
        histograms = HistogramFamilies.add(to: &schema)
        connects = schema.counter("probe_connects_total", "Connections that were made.")
        connectsSlow = schema.counter(
            "probe_connects_slow_total",
            "Connections that took longer than the probe's threshold for them.", isOptional: true)
        lastPhases = schema.secondsGauges(
            "probe_last_phase_seconds", "Duration of each phase of the last attempt.",
            label: "phase", values: Phase.allCases.map(\.rawValue) + ["attempt"])
        lookupTime = schema.secondsGauge(
            "probe_dns_lookup_time_seconds", "Time that the last name look-up took.")
        ipProtocol = schema.gauge(
            "probe_ip_protocol", "Version of IP of the last address tried: 4 or 6.")
        name = NameColumns(&schema)
        path = PathColumns(&schema)
        lastAttempt = schema.secondsGauge(
            "probe_last_attempt_timestamp_seconds", "When the last attempt ended.")
        lastSuccess = schema.secondsGauge(
            "probe_last_success_timestamp_seconds", "When the last successful attempt ended.")
        lastConclusive = schema.secondsGauge(
            "probe_last_conclusive_timestamp_seconds",
            "When the last attempt that succeeded or failed ended.")
        stateChange = schema.secondsGauge(
            "probe_state_change_timestamp_seconds", "Since when the probe is up or down.")
        stateChanges = schema.counter(
            "probe_state_changes_total", "Changes from up to down and back.")
        consecutiveFailures = schema.gauge(
            "probe_consecutive_failures", "Failures since the last success.")
        judgement = JudgementColumns(&schema)
        settings = StaticColumns(&schema)
        tls = TLSColumns(&schema)
        captured = CapturedColumns(&schema)
        self.schema = schema
    }
}

/// Whether a probe is attempted and judged, and what counts of it.
struct JudgementColumns: Sendable {
    let scheduled, maintenance, blocked: GaugeColumn
    let judgedSince: SecondsColumn
    let objectiveAttempts, objectiveFailures: CounterColumn

    init(_ schema: inout TableSchema) {
        scheduled = schema.gauge("probe_scheduled", "Whether the probe is inside its schedule.")
        maintenance = schema.gauge(
            "probe_maintenance", "Whether it is a time of maintenance for the probe.")
        blocked = schema.gauge(
            "probe_blocked", "Whether a probe is down on which this one depends.")
        judgedSince = schema.secondsGauge(
            "probe_judged_since_timestamp_seconds",
            "Since when the probe is to be judged; absent while it is not.")
        objectiveAttempts = schema.counter(
            "probe_objective_attempts_total",
            "Conclusive attempts that count for the availability objective.")
        objectiveFailures = schema.counter(
            "probe_objective_failures_total",
            "Failed attempts that count against the availability objective.")
    }
}

/// What a connection tells of the port and of the way to it.
struct PathColumns: Sendable {
    let portState: LabelledColumn
    let roundTrip, roundTripVariation: SecondsColumn
    let retransmits: CounterColumn

    init(_ schema: inout TableSchema) {
        portState = schema.labelled(
            "probe_port_state",
            "1 for what the port is: open, refused, or filtered (no answer, or unreachable).",
            .gauge)
        roundTrip = schema.secondsGauge(
            "probe_tcp_rtt_seconds",
            "Round trip that the kernel measured when the last connection was made.")
        roundTripVariation = schema.secondsGauge(
            "probe_tcp_rtt_variation_seconds",
            "How far the kernel takes single round trips to lie from that.")
        retransmits = schema.counter(
            "probe_tcp_retransmits_total",
            "Segments that the kernel had sent again when connections were made, such as a SYN.")
    }
}

/// What the name servers said.
struct NameColumns: Sendable {
    let addressInfo: LabelledColumn
    let addresses, addressesUp: GaugeColumn
    let staleAnswers: CounterColumn

    init(_ schema: inout TableSchema) {
        addressInfo = schema.labelled(
            "probe_address_info", "The actual host and address of the last attempt.", .gauge)
        addresses = schema.gauge(
            "probe_addresses", "How many addresses the name has of the wanted versions of IP.")
        addressesUp = schema.gauge(
            "probe_addresses_up", "How many of its addresses are up, as last known.")
        staleAnswers = schema.counter(
            "probe_stale_answers_total",
            "Attempts with an earlier answer for the name, because its servers failed.",
            isOptional: true)
    }
}

/// What is known from the configuration and does not change.
struct StaticColumns: Sendable {
    let interval, timeout: SecondsColumn
    let down, connect, certificateExpiry, certificateExpiryCritical: SecondsColumn
    let slow, availability, errors, packetLoss: GaugeColumn
    let info: LabelledColumn

    init(_ schema: inout TableSchema) {
        interval = schema.secondsGauge(
            "probe_interval_seconds", "Configured time from one attempt to the next.")
        timeout = schema.secondsGauge(
            "probe_timeout_seconds", "Configured limit of a whole attempt.")
        down = schema.secondsGauge(
            "probe_threshold_down_seconds", "How long the probe may be down.")
        connect = schema.secondsGauge(
            "probe_threshold_connect_seconds", "A connection that takes longer is slow.")
        slow = schema.gauge(
            "probe_threshold_slow_ratio", "What share of the connections may be slow.")
        availability = schema.gauge(
            "probe_threshold_availability_ratio", "What share of the attempts must succeed.")
        errors = schema.gauge(
            "probe_threshold_error_ratio", "What share of the attempts may fail.")
        packetLoss = schema.gauge(
            "probe_threshold_packet_loss_ratio", "What share of the packets may be lost.")
        certificateExpiry = schema.secondsGauge(
            "probe_threshold_certificate_expiry_seconds",
            "How long before its end a certificate is worth a warning.")
        certificateExpiryCritical = schema.secondsGauge(
            "probe_threshold_certificate_expiry_critical_seconds",
            "How long before its end a certificate is worth waking somebody.")
        info = schema.labelled(
            "probe_info", "What people read about the probe, to be joined.", .gauge)
    }
}

/// What TLS says, trusted or not.
struct TLSColumns: Sendable {
    let earliestExpiry, lastChainExpiry: GaugeColumn
    let lastChain, version, cipher: LabelledColumn
    let verified: GaugeColumn
    let verifyFailure, notAfter, notBefore: LabelledColumn
    let changes: CounterColumn
    let matchesFile: GaugeColumn
    let stapled: LabelledColumn
    let stapleThisUpdate, stapleNextUpdate: GaugeColumn
    let accepted: LabelledColumn

    init(_ schema: inout TableSchema) {
        earliestExpiry = schema.gauge(
            "probe_ssl_earliest_cert_expiry",
            "When the first of the certificates served expires, trusted or not.")
        lastChainExpiry = schema.gauge(
            "probe_ssl_last_chain_expiry_timestamp_seconds",
            "When the first certificate of the verified chain expires.")
        lastChain = schema.labelled(
            "probe_ssl_last_chain_info", "The leaf certificate as it was served.", .gauge)
        version = schema.labelled(
            "probe_tls_version_info", "The version of TLS that was agreed on.", .gauge)
        cipher = schema.labelled(
            "probe_tls_cipher_info", "The cipher suite that was agreed on.", .gauge)
        verified = schema.gauge("probe_tls_verified", "Whether chain, name and dates hold.")
        verifyFailure = schema.labelled(
            "probe_tls_verify_failure_info", "Why they do not hold, while they do not.", .gauge)
        notAfter = schema.labelled(
            "probe_certificate_not_after_timestamp_seconds",
            "When each certificate, as served, expires.", .gauge)
        notBefore = schema.labelled(
            "probe_certificate_not_before_timestamp_seconds",
            "When each certificate, as served, becomes valid.", .gauge)
        changes = schema.counter(
            "probe_certificate_changes_total", "Changes of the leaf certificate.",
            isOptional: true)
        matchesFile = schema.gauge(
            "probe_certificate_matches_file",
            "Whether the leaf certificate is the one that lies on disk.")
        stapled = schema.labelled(
            "probe_ocsp_status", "What the stapled OCSP response says of the leaf.", .gauge)
        stapleThisUpdate = schema.gauge(
            "probe_ocsp_this_update_timestamp_seconds",
            "Since when what the stapled OCSP response says is known to be right.")
        stapleNextUpdate = schema.gauge(
            "probe_ocsp_next_update_timestamp_seconds",
            "By when something newer than the stapled OCSP response will be known.")
        accepted = schema.labelled(
            "probe_tls_accepted",
            "Whether the server accepts a version of TLS, as last tried out.", .gauge)
    }
}

/// What conversations capture.
struct CapturedColumns: Sendable {
    let labels, values: LabelledColumn

    init(_ schema: inout TableSchema) {
        labels = schema.labelled(
            "probe_expect_info", "What the last conversation captured as labels.", .gauge)
        values = schema.labelled(
            "probe_captured_value", "Each number that the last conversation captured.", .gauge)
    }
}
