import Metrics
import Network
import Probes
import Status
import Time

/// What changes of a probe from one moment to the next, as a page shows it.
struct ProbeFigures: Sendable {
    var standing: ProbeStanding
    var since: WallTime?
    var failure: ProbeState.Failure?
    var lastFailure: ProbeState.LastFailure?
    var history: AttemptHistory
    var address: IPAddress?
    var canonicalName: String?
    /// Where all its addresses are attempted, of the one whose certificate ends first.
    var tls: TLSFacts?
    var captured: [Captured]
    var nextAttempt: WallTime?
}

extension Recorder.Cells {
    /// What is needed of a probe to find it.
    func digest(of number: Int, _ columns: ProbeColumns) -> ProbeDigest {
        let expiries = seats(of: number).compactMap { seat in
            probes.value(of: columns.tls.earliestExpiry, states[seat].row)
        }
        return ProbeDigest(
            condition: states[number].standingOfProbe.condition,
            connect: states[number].history.lastConnect,
            expirySecond: expiries.min().map { Int64($0) } ?? .max,
            changedNanosecond: probes.value(of: columns.stateChange, states[number].row) ?? 0)
    }

    /// All of a probe that a page shows, but for when it is attempted next.
    func figures(of number: Int, _ columns: ProbeColumns) -> ProbeFigures {
        let state = states[number]
        let changed = probes.value(of: columns.stateChange, state.row)
        return ProbeFigures(
            standing: state.standingOfProbe, since: changed.map { WallTime(nanoseconds: $0) },
            failure: state.failure, lastFailure: state.lastFailure, history: state.history,
            address: state.address, canonicalName: state.canonicalName,
            tls: seats(of: number).compactMap { states[$0].tls }.min {
                $0.endSecond < $1.endSecond
            },
            captured: state.captured)
    }

    /// Its state, and those of its addresses where all are attempted.
    private func seats(of number: Int) -> [Int] {
        guard let origin = addresses.origins[number] else { return [number] }
        return [number] + origin.states.values.sorted()
    }
}

extension [CertificateFacts] {
    /// When the first of them ends; nil where there is none.
    var firstEnd: WallTime? { map(\.notAfter).min() }
}

extension TLSFacts {
    /// Who has no certificates is the last whose certificates end.
    fileprivate var endSecond: Int64 { certificates.firstEnd?.secondsSinceEpoch ?? .max }
}

extension ProbeState {
    fileprivate var standingOfProbe: ProbeStanding {
        var standing = ProbeStanding()
        standing.isUp = isUp
        standing.hasSucceeded = hasSucceeded
        standing.isScheduled = self.standing.isScheduled
        standing.isInMaintenance = self.standing.isInMaintenance
        standing.isBlocked = isBlocked
        return standing
    }
}
