import Metrics
import Time

/// Why a probe is not judged.
enum Unjudged: Equatable, Sendable {
    /// It is outside its window.
    case outsideWindow
    /// It is a time of maintenance.
    case maintenance
    /// A probe is down on which it depends.
    case blocked
}

extension ProbeState {
    /// Why it is not to be judged; nil where it is.
    var unjudged: Unjudged? {
        if !standing.isScheduled { return .outsideWindow }
        if standing.isInMaintenance { return .maintenance }
        return isBlocked ? .blocked : nil
    }

    /// Whether others cannot answer because of it.
    ///
    /// Outside its window its state is an old one, and says nothing.
    var isInTheWay: Bool { isUp == false && standing.isScheduled || isBlocked }
}

extension Recorder.Cells {
    /// Shows whether a probe is inside its window, and whether in maintenance.
    mutating func setStanding(
        of number: Int, _ standing: WindowTable.Standing, _ columns: ProbeColumns
    ) {
        states[number].standing = standing
        let row = states[number].row
        probes.set(columns.judgement.scheduled, row, to: standing.isScheduled ? 1 : 0)
        if probes.value(of: columns.judgement.maintenance, row) != nil {
            probes.set(columns.judgement.maintenance, row, to: standing.isInMaintenance ? 1 : 0)
        }
    }

    /// Begins to judge a probe, or ends it; returns what that changed.
    @discardableResult
    mutating func judge(
        _ number: Int, _ columns: ProbeColumns, _ now: WallTime
    ) -> Recorder.Change? {
        let unjudged = states[number].unjudged
        guard states[number].isJudged != (unjudged == nil) else { return nil }
        states[number].isJudged = unjudged == nil
        showJudgement(number, columns, now)
        for state in addresses.origins[number]?.states.values ?? [:].values {
            states[state].isJudged = unjudged == nil
            showJudgement(state, columns, now)
        }
        return unjudged.map { .unjudged($0) } ?? .judged
    }

    private mutating func showJudgement(
        _ state: Int, _ columns: ProbeColumns, _ now: WallTime
    ) {
        if states[state].isJudged {
            probes.set(columns.judgement.judgedSince, states[state].row, to: now.nanoseconds)
        } else {
            probes.clear(columns.judgement.judgedSince, states[state].row)
        }
    }
}
