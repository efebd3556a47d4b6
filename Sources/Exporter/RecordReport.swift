import Configuration
import Metrics
import Network
import Probes
import Time

extension Recorder.Cells {
    /// Puts a report into the cells of its probe; says what changed: certificates, then the state.
    mutating func record(
        _ probe: Int, _ report: ProbeReport, _ columns: ProbeColumns, _ own: OwnColumns,
        _ now: WallTime
    ) -> [Recorder.Change] {
        let row = states[probe].row
        probes.set(columns.lastAttempt, row, to: now.nanoseconds)
        recordName(probe, report, columns)
        switch report.verdict {
        case .inconclusive(let reason):
            probes.increment(columns.inconclusive, row)
            guard !states[probe].isAddress else { return [] }
            balance.inconclusive += 1
            self.own.incrementSeries(
                own.inconclusive, ownRow,
                labels: [LabelPair(name: "reason", value: reason.rawValue)])
            return []
        case .success:
            var changes = measure(probe, report, columns)
            if succeed(probe, report, columns, now) { changes.append(.wentUp) }
            return changes
        case .failure(let reason, let phase):
            var changes = measure(probe, report, columns)
            if fail(probe, reason, phase, columns, now) {
                changes.append(.wentDown(reason, phase))
            }
            return changes
        }
    }

    private mutating func succeed(
        _ probe: Int, _ report: ProbeReport, _ columns: ProbeColumns, _ now: WallTime
    ) -> Bool {
        let row = states[probe].row
        if !states[probe].isAddress { balance.successes += 1 }
        probes.set(columns.lastSuccess, row, to: now.nanoseconds)
        if states[probe].failuresInRow > 0 || states[probe].isUp == nil {
            states[probe].failuresInRow = 0
            states[probe].failure = nil
            probes.set(columns.consecutiveFailures, row, to: 0)
            probes.removeSeries(columns.lastFailure, row)
        }
        return conclude(probe, isUp: true, columns, now)
    }

    private mutating func fail(
        _ probe: Int, _ reason: FailureReason, _ phase: Phase, _ columns: ProbeColumns,
        _ now: WallTime
    ) -> Bool {
        let row = states[probe].row
        let labels = [
            LabelPair(name: "reason", value: reason.rawValue),
            LabelPair(name: "phase", value: phase.rawValue),
        ]
        probes.increment(columns.failures, row)
        if !states[probe].isAddress {
            balance.failures += 1
            probes.increment(columns.objectiveFailures, row)
        }
        probes.incrementSeries(columns.failureReasons, row, labels: labels)
        let failure = ProbeState.Failure(reason: reason, phase: phase)
        if states[probe].failure != failure {
            states[probe].failure = failure
            probes.setOnlySeries(columns.lastFailure, row, labels: labels, to: 1)
        }
        states[probe].failuresInRow += 1
        probes.set(
            columns.consecutiveFailures, row, to: Double(states[probe].failuresInRow))
        return conclude(probe, isUp: false, columns, now)
    }

    /// Whether the state is another than before; the first one is news where it is down.
    private mutating func conclude(
        _ probe: Int, isUp: Bool, _ columns: ProbeColumns, _ now: WallTime
    ) -> Bool {
        let row = states[probe].row
        if !states[probe].isAddress { probes.increment(columns.objectiveAttempts, row) }
        probes.set(columns.lastConclusive, row, to: now.nanoseconds)
        let before = states[probe].isUp
        guard before != isUp else { return false }
        states[probe].isUp = isUp
        probes.set(columns.success, row, to: isUp ? 1 : 0)
        probes.set(columns.up, row, to: isUp ? 1 : 0)
        probes.set(columns.stateChange, row, to: now.nanoseconds)
        if before != nil { probes.increment(columns.stateChanges, row) }
        return before != nil || !isUp
    }

    private mutating func measure(
        _ probe: Int, _ report: ProbeReport, _ columns: ProbeColumns
    ) -> [Recorder.Change] {
        recordAddress(probe, report, columns)
        if report.phases.connect != nil {
            probes.increment(columns.connects, states[probe].row)
        }
        var changes: [Recorder.Change] = []
        if recordPath(probe, report, columns.path) { changes.append(.segmentsWereLost) }
        recordCaptured(probe, report, columns.captured)
        recordAudit(probe, report, columns.tls)
        // A prober that stood still has measured itself: such times are shown nowhere.
        if report.isTimingFair { recordDurations(probe, report, columns) }
        if let change = recordComparison(probe, report, columns.tls) { changes.append(change) }
        if recordTLS(probe, report, columns.tls) { changes.append(.certificateChanged) }
        return changes
    }

    private mutating func recordDurations(
        _ probe: Int, _ report: ProbeReport, _ columns: ProbeColumns
    ) {
        let row = states[probe].row
        probes.set(columns.duration, row, to: report.duration.nanoseconds)
        for (place, phase) in Phase.allCases.enumerated() {
            show(report.phases[phase], at: place, phase.histogram, row, columns)
        }
        show(
            report.verdict == .success ? report.duration : nil, at: Phase.allCases.count,
            .attempt, row, columns)
        if let resolve = report.phases.resolve {
            probes.set(columns.lookupTime, row, to: resolve.nanoseconds)
        }
        if let slow = states[probe].slowNanoseconds,
            let connect = report.phases.connect?.nanoseconds, connect > slow
        {
            probes.increment(columns.connectsSlow, row)
        }
    }

    private mutating func show(
        _ duration: Duration?, at place: Int, _ histogram: HistogramPhase?, _ row: Row,
        _ columns: ProbeColumns
    ) {
        if let nanoseconds = duration?.nanoseconds {
            probes.set(columns.lastPhases[place], row, to: nanoseconds)
            guard let histogram else { return }
            probes.observe(columns.histograms[histogram.place], row, nanoseconds: nanoseconds)
        } else {
            probes.clear(columns.lastPhases[place], row)
        }
    }

    /// What the name servers said, where more than one address is of interest.
    private mutating func recordName(
        _ probe: Int, _ report: ProbeReport, _ columns: ProbeColumns
    ) {
        let row = states[probe].row
        if report.isNameStale { probes.increment(columns.name.staleAnswers, row) }
        if states[probe].countsAddresses, let count = report.addressCount {
            probes.set(columns.name.addresses, row, to: Double(count))
        }
    }

    private mutating func recordAddress(
        _ probe: Int, _ report: ProbeReport, _ columns: ProbeColumns
    ) {
        guard let address = report.address,
            address != states[probe].address || report.canonicalName != states[probe].canonicalName
        else { return }
        states[probe].address = address
        states[probe].canonicalName = report.canonicalName
        let row = states[probe].row
        probes.set(columns.ipProtocol, row, to: address.isV6 ? 6 : 4)
        // Its label ip would be another one beside that of the row.
        guard !states[probe].isAddress else { return }
        probes.setOnlySeries(
            columns.name.addressInfo, row,
            labels: [
                LabelPair(name: "ip", value: address.description),
                LabelPair(name: "canonical_name", value: report.canonicalName ?? ""),
            ], to: 1)
    }
}
