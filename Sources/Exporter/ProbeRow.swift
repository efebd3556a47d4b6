import Configuration
import Metrics
import Network
import Probes
import Time

/// What a row is about.
enum RowSubject {
    /// A probe of one address.
    case probe
    /// A probe of all addresses of a name: what holds of them together.
    case whole
    /// One of them.
    case address(IPAddress)

    init(_ scope: AddressScope) {
        self = scope.isAll ? .whole : .probe
    }

    /// Whether connections and handshakes belong to it.
    var connects: Bool { if case .whole = self { false } else { true } }

    /// Whether the schedule and the objectives belong to it.
    var isScheduled: Bool { if case .address = self { false } else { true } }

    func has(_ phase: HistogramPhase) -> Bool {
        switch phase {
        case .resolve: isScheduled
        case .connect, .tls, .exchange: connects
        case .attempt: true
        }
    }
}

extension Recorder.Cells {
    /// Gives a probe its row, with all that the configuration says of it.
    mutating func addProbe(
        _ probe: ProbeSettings, gateway: String?, _ columns: ProbeColumns, now: WallTime
    ) {
        let subject = RowSubject(probe.options.addresses)
        let state = addState(probe, gateway, subject, columns, now: now)
        if case .whole = subject {
            addresses.origins[state] = AddressRows.Origin(settings: probe, gateway: gateway)
        }
    }

    /// Gives what a row is about a row and a state; returns the place of the state.
    mutating func addState(
        _ probe: ProbeSettings, _ gateway: String?, _ subject: RowSubject,
        _ columns: ProbeColumns, now: WallTime
    ) -> Int {
        var absent: [CounterColumn] = []
        if !subject.connects { absent += [columns.connects, columns.path.retransmits] }
        if !subject.isScheduled {
            absent += [columns.slotsMissed, columns.objectiveAttempts, columns.objectiveFailures]
        }
        let row = probes.addRow(
            labels: identity(probe, gateway, subject),
            histograms: probe.histograms.filter(subject.has)
                .map { columns.histograms[$0.place] }, without: absent)
        let slow = subject.connects ? probe.thresholds.connectTime : nil
        if subject.isScheduled { probes.set(columns.scheduled, row, to: 1) }
        probes.set(columns.judgedSince, row, to: now.nanoseconds)
        if slow != nil { probes.enable(columns.connectsSlow, row) }
        if subject.connects, probe.options.tls != nil {
            probes.enable(columns.tls.changes, row)
        }
        if subject.isScheduled, probe.options.staleFor != nil {
            probes.enable(columns.name.staleAnswers, row)
        }
        setSettings(probe, row, subject, columns.settings)
        let state = ProbeState(
            row: row, isAddress: !subject.isScheduled,
            countsAddresses: probe.options.addresses != .first, slowNanoseconds: slow?.nanoseconds)
        guard let place = addresses.freeStates.popLast() else {
            states.append(state)
            return states.count - 1
        }
        states[place] = state
        return place
    }

    private func identity(
        _ probe: ProbeSettings, _ gateway: String?, _ subject: RowSubject
    ) -> [LabelPair] {
        var labels = [
            LabelPair(name: "server", value: probe.server),
            LabelPair(name: "probe", value: probe.name),
            LabelPair(name: "target", value: probe.target),
        ]
        if let gateway { labels.append(LabelPair(name: "gateway", value: gateway)) }
        if case .address(let address) = subject {
            labels.append(LabelPair(name: "ip", value: address.description))
        }
        if let name = probe.serverName {
            labels.append(LabelPair(name: "server_name", value: name))
        }
        return labels + probe.labels.map { LabelPair(name: $0.name, value: $0.value) }
    }

    private mutating func setSettings(
        _ probe: ProbeSettings, _ row: Row, _ subject: RowSubject, _ columns: StaticColumns
    ) {
        let thresholds = probe.thresholds
        // Each threshold stands on the rows that have what it is for, so that no rule fires twice.
        let (connects, isScheduled) = (subject.connects, subject.isScheduled)
        let hasTLS = probe.options.tls != nil && connects
        let durations: [(SecondsColumn, Duration?)] = [
            (columns.interval, probe.interval),
            (columns.timeout, isScheduled ? probe.options.timeout : nil),
            (columns.down, isScheduled ? thresholds.downFor : nil),
            (columns.connect, connects ? thresholds.connectTime : nil),
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
            (columns.slow, connects ? thresholds.slowShare : nil),
            (columns.availability, isScheduled ? thresholds.availability : nil),
            (columns.errors, isScheduled ? thresholds.errorRate : nil),
            (columns.packetLoss, connects ? thresholds.packetLoss : nil),
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
