import Configuration
import Metrics
import Network
import Probes
import Time

extension Recorder.Cells {
    /// Puts a report into the cells of its probe; says what changed: certificates, then the state.
    ///
    /// Only what is an objective counts for that of availability: a first try, while it is judged.
    mutating func record(
        _ probe: Int, _ report: ProbeReport, isObjective: Bool, _ columns: ProbeColumns,
        _ own: OwnColumns, _ now: WallTime
    ) -> [Recorder.Change] {
        let row = states[probe].row
        probes.set(columns.lastAttempt, row, to: now.nanoseconds)
        recordName(probe, report, columns)
        let verdict = verdict(of: probe, report)
        remember(probe, report, verdict, now)
        switch verdict {
        case .inconclusive(let reason):
            recordInconclusive(probe, reason, columns, own)
            return []
        case .success:
            var changes = measure(probe, report, columns)
            if isObjective { probes.increment(columns.judgement.objectiveAttempts, row) }
            if let news = succeed(probe, columns, now) {
                changes.append(.wentUp(isFirst: news == .first))
            }
            return changes
        case .failure(let reason, let phase):
            var changes = measure(probe, report, columns)
            if isObjective {
                probes.increment(columns.judgement.objectiveAttempts, row)
                probes.increment(columns.judgement.objectiveFailures, row)
            }
            if fail(probe, reason, phase, columns, now) != nil {
                changes.append(.wentDown(reason, phase))
            }
            return changes
        }
    }

    /// A failure of who cannot answer says nothing.
    private func verdict(of probe: Int, _ report: ProbeReport) -> Verdict {
        if case .failure = report.verdict, states[probe].isBlocked {
            return .inconclusive(.parentDown)
        }
        return report.verdict
    }

    private mutating func recordInconclusive(
        _ probe: Int, _ reason: InconclusiveReason, _ columns: ProbeColumns, _ own: OwnColumns
    ) {
        probes.increment(columns.inconclusive, states[probe].row)
        guard !states[probe].isAddress else { return }
        countInconclusive(reason, own)
    }

    /// Counts an attempt at what is asked no more; the probe may be there still.
    mutating func recordReloaded(
        _ attempt: Recorder.Attempt, _ columns: ProbeColumns, _ own: OwnColumns
    ) {
        if attempt.ticket >= states[attempt.probe].firstTicket {
            probes.increment(columns.inconclusive, states[attempt.probe].row)
        }
        countInconclusive(.reloaded, own)
    }

    /// Counts an attempt that says nothing of its target, whether or not that is still probed.
    mutating func countInconclusive(_ reason: InconclusiveReason, _ own: OwnColumns) {
        balance.inconclusive += 1
        self.own.incrementSeries(
            own.inconclusive, ownRow,
            labels: [LabelPair(name: "reason", value: reason.rawValue)])
    }

    private mutating func succeed(
        _ probe: Int, _ columns: ProbeColumns, _ now: WallTime
    ) -> News? {
        let row = states[probe].row
        if !states[probe].isAddress { balance.successes += 1 }
        probes.set(columns.lastSuccess, row, to: now.nanoseconds)
        if states[probe].failuresInRow > 0 || states[probe].hasSucceeded == nil {
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
    ) -> News? {
        let row = states[probe].row
        let labels = [
            LabelPair(name: "reason", value: reason.rawValue),
            LabelPair(name: "phase", value: phase.rawValue),
        ]
        probes.increment(columns.failures, row)
        if !states[probe].isAddress { balance.failures += 1 }
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

    /// What is new of a state.
    private enum News {
        /// There was none before.
        case first
        /// There was another.
        case other
    }

    /// What is new where the state is another than before.
    ///
    /// A verdict against it that is not the last that it takes is remembered alone. Before there is
    /// any state one success is enough.
    private mutating func conclude(
        _ probe: Int, isUp: Bool, _ columns: ProbeColumns, _ now: WallTime
    ) -> News? {
        let row = states[probe].row
        probes.set(columns.lastConclusive, row, to: now.nanoseconds)
        if states[probe].hasSucceeded != isUp {
            states[probe].hasSucceeded = isUp
            probes.set(columns.success, row, to: isUp ? 1 : 0)
        }
        let before = states[probe].isUp
        guard before != isUp else {
            states[probe].verdictsAgainst = 0
            return nil
        }
        states[probe].verdictsAgainst += 1
        let needed =
            !isUp
            ? states[probe].failuresToBeDown
            : before == nil ? 1 : states[probe].successesToBeUp
        guard states[probe].verdictsAgainst >= needed else { return nil }
        states[probe].verdictsAgainst = 0
        states[probe].isUp = isUp
        probes.set(columns.up, row, to: isUp ? 1 : 0)
        probes.set(columns.stateChange, row, to: now.nanoseconds)
        if before != nil { probes.increment(columns.stateChanges, row) }
        return before == nil ? .first : .other
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
        if let previous = recordTLS(probe, report, columns.tls) {
            changes.append(.certificateChanged(from: previous))
        }
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
