import Configuration
import Metrics
import Network
import Probes
import Status
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
    /// Gives a probe its row, with all that the configuration says of it; returns its number.
    mutating func addProbe(
        _ probe: ProbeSettings, ticket: UInt32, gateway: String?, _ columns: ProbeColumns,
        at now: WallTime
    ) -> Int {
        let subject = RowSubject(probe.options.addresses)
        let state = addState(probe, gateway, subject, columns, at: now)
        states[state].ticket = ticket
        states[state].firstTicket = ticket
        if case .whole = subject {
            addresses.origins[state] = AddressRows.Origin(settings: probe, gateway: gateway)
        }
        return state
    }

    /// Takes a probe away with all that it has, and leaves its number to another.
    mutating func removeProbe(_ number: Int) {
        for state in addresses.origins[number]?.states.values ?? [:].values { removeState(state) }
        addresses.origins[number] = nil
        removeState(number)
    }

    /// Takes over other settings of a probe, of the same subject; what it has counted stays.
    mutating func changeProbe(
        _ number: Int, to probe: ProbeSettings, from old: ProbeSettings, ticket: UInt32?,
        _ columns: ProbeColumns, at now: WallTime
    ) {
        if let ticket { states[number].ticket = ticket }
        for place in addresses.origins[number]?.states ?? [:] {
            change(place.value, to: probe, from: old, .address(place.key), columns, now)
        }
        addresses.origins[number]?.settings = probe
        change(
            number, to: probe, from: old, RowSubject(probe.options.addresses), columns, now)
    }

    /// Takes a row and its state away.
    mutating func removeState(_ state: Int) {
        probes.removeRow(states[state].row)
        states[state].ticket = 0
        states[state].firstTicket = .max
        // What is large of it goes at once, and not with the next probe of that number.
        states[state].history = AttemptHistory()
        states[state].lastFailure = nil
        states[state].captured = []
        states[state].tls = nil
        freeStates.append(state)
    }

    /// Gives what a row is about a row and a state; returns the place of the state.
    mutating func addState(
        _ probe: ProbeSettings, _ gateway: String?, _ subject: RowSubject,
        _ columns: ProbeColumns, at now: WallTime
    ) -> Int {
        var absent: [CounterColumn] = []
        if !subject.connects { absent += [columns.connects, columns.path.retransmits] }
        if !subject.isScheduled {
            absent += [
                columns.slotsMissed, columns.judgement.objectiveAttempts,
                columns.judgement.objectiveFailures,
            ]
        }
        let row = probes.addRow(
            labels: identity(probe, gateway, subject),
            histograms: columns.histograms(of: probe, subject), without: absent,
            since: now.nanoseconds)
        let state = ProbeState(
            row: row, ticket: 0, firstTicket: .max, isAddress: !subject.isScheduled,
            countsAddresses: probe.options.addresses != .first)
        let place = freeStates.popLast() ?? states.count
        if place == states.count { states.append(state) } else { states[place] = state }
        setSettings(probe, of: place, subject, columns)
        return place
    }

    /// Changes a row, and clears what the probe does not say any more.
    private mutating func change(
        _ state: Int, to probe: ProbeSettings, from old: ProbeSettings, _ subject: RowSubject,
        _ columns: ProbeColumns, _ now: WallTime
    ) {
        let row = states[state].row
        if probe.options.tls != old.options.tls {
            states[state].tls = nil
            states[state].canCompare = true
            probes.clear(columns.tls, row, keepsCounters: probe.options.tls != nil)
        }
        if probe.options.script != old.options.script {
            states[state].captured = []
            states[state].lastFailure?.step = nil
            probes.removeSeries(columns.captured.labels, row)
            probes.removeSeries(columns.captured.values, row)
        }
        states[state].countsAddresses = probe.options.addresses != .first
        if !states[state].countsAddresses { probes.clear(columns.name.addresses, row) }
        probes.setHistograms(
            row, columns.histograms(of: probe, subject), since: now.nanoseconds)
        setSettings(probe, of: state, subject, columns)
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
        _ probe: ProbeSettings, of state: Int, _ subject: RowSubject, _ columns: ProbeColumns
    ) {
        let row = states[state].row
        let slow = subject.connects ? probe.thresholds.connectTime : nil
        states[state].slowNanoseconds = slow?.nanoseconds
        states[state].failuresToBeDown = probe.confirmation?.down ?? 1
        states[state].successesToBeUp = probe.confirmation?.up ?? 1
        let optional: [(CounterColumn, Bool)] = [
            (columns.connectsSlow, slow != nil),
            (columns.tls.changes, subject.connects && probe.options.tls != nil),
            (columns.name.staleAnswers, subject.isScheduled && probe.options.staleFor != nil),
        ]
        for (column, isThere) in optional {
            if isThere { probes.enable(column, row) } else { probes.clear(column, row) }
        }
        // Those who cannot be so have no series that says it.
        let flags: [(GaugeColumn, isPossible: Bool, isSo: Bool)] = [
            (
                columns.judgement.maintenance, !probe.maintenance.isEmpty,
                states[state].standing.isInMaintenance
            ),
            (columns.judgement.blocked, !probe.parents.isEmpty, states[state].isBlocked),
        ]
        for (column, isPossible, isSo) in flags where subject.isScheduled {
            if isPossible {
                probes.set(column, row, to: isSo ? 1 : 0)
            } else {
                probes.clear(column, row)
            }
        }
        showSettings(probe, row, subject, columns.settings)
    }

    private mutating func showSettings(
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
        for (column, duration) in durations {
            if let duration {
                probes.set(column, row, to: duration.nanoseconds)
            } else {
                probes.clear(column, row)
            }
        }
        let ratios: [(GaugeColumn, Double?)] = [
            (columns.slow, connects ? thresholds.slowShare : nil),
            (columns.availability, isScheduled ? thresholds.availability : nil),
            (columns.errors, isScheduled ? thresholds.errorRate : nil),
            (columns.packetLoss, connects ? thresholds.packetLoss : nil),
        ]
        for (column, ratio) in ratios {
            if let ratio { probes.set(column, row, to: ratio) } else { probes.clear(column, row) }
        }
        probes.setOnlySeries(columns.info, row, labels: people(probe), to: 1)
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

extension ProbeColumns {
    /// The histograms of what a row of that probe is about.
    fileprivate func histograms(
        of probe: ProbeSettings, _ subject: RowSubject
    ) -> [HistogramColumn] {
        probe.histograms.filter(subject.has).map { histograms[$0.place] }
    }
}

extension MetricTable {
    /// Clears all that handshakes have said.
    fileprivate mutating func clear(_ columns: TLSColumns, _ row: Row, keepsCounters: Bool) {
        let series = [
            columns.lastChain, columns.version, columns.cipher, columns.verifyFailure,
            columns.notAfter, columns.notBefore, columns.stapled, columns.accepted,
        ]
        for column in series { removeSeries(column, row) }
        let gauges = [
            columns.earliestExpiry, columns.lastChainExpiry, columns.verified,
            columns.matchesFile, columns.stapleThisUpdate, columns.stapleNextUpdate,
        ]
        for column in gauges { clear(column, row) }
        if !keepsCounters { clear(columns.changes, row) }
    }
}
