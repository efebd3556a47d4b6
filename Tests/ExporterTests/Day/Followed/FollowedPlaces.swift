import Configuration
import Simulation
import Time

extension FollowedAuditor {
    /// Where what is said of a probe stands on a page; made once, because text is slow.
    struct Places {
        let identity: String
        let attempts, failures, inconclusive, connects, slotsMissed: String
        let objectiveAttempts, objectiveFailures, stateChanges: String
        let success, up, scheduled, maintenance, blocked, judgedSince: String

        init(_ identity: String) {
            func series(_ family: String) -> String { "probe_\(family){\(identity)}" }
            self.identity = identity
            attempts = series("attempts_total")
            failures = series("failures_total")
            inconclusive = series("inconclusive_total")
            connects = series("connects_total")
            slotsMissed = series("slots_missed_total")
            objectiveAttempts = series("objective_attempts_total")
            objectiveFailures = series("objective_failures_total")
            stateChanges = series("state_changes_total")
            success = series("success")
            up = series("up")
            scheduled = series("scheduled")
            maintenance = series("maintenance")
            blocked = series("blocked")
            judgedSince = series("judged_since_timestamp_seconds")
        }
    }
}

extension FollowedAuditor.Places {
    /// Where a page says something else of a probe than is true.
    func contradictions(_ life: FollowedLife, _ page: MetricsPage) -> [String] {
        var found: [String] = []
        func expect(_ series: String, _ truth: Double?) {
            guard page[series] != truth else { return }
            let told = page[series].map { "\($0)" } ?? "nothing"
            found.append("\(series) is \(told) instead of \(truth.map { "\($0)" } ?? "nothing")")
        }
        func expect(_ series: String, _ truth: FollowedLife.Bounds) {
            guard !truth.contains(Int(page[series] ?? -1)) else { return }
            found.append(
                "\(series) is \(page[series] ?? -1) instead of \(truth.least)...\(truth.most)")
        }
        func number(_ flag: Bool) -> Double { flag ? 1 : 0 }
        expect(attempts, Double(life.attempts))
        expect(failures, Double(life.failures))
        expect(inconclusive, Double(life.inconclusive))
        expect(connects, Double(life.successes))
        expect(stateChanges, Double(life.stateChanges))
        expect(slotsMissed, life.slotsMissed)
        expect(objectiveAttempts, life.objectiveAttempts)
        expect(objectiveFailures, life.objectiveFailures)
        expect(success, life.hasSucceeded.map(number))
        expect(up, life.isUp.map(number))
        expect(scheduled, number(life.isScheduled))
        let (settings, probe) = (life.probe.settings, life.probe)
        expect(maintenance, probe.maintenance.isEmpty ? nil : number(life.isInMaintenance))
        expect(blocked, settings.parents.isEmpty ? nil : number(life.isBlocked))
        let since = life.judgedSince.map { Double($0.nanoseconds) / 1e9 } ?? 0
        // Both are rounded to what a double holds.
        if abs((page[judgedSince] ?? 0) - since) > 1e-6 {
            found.append("\(judgedSince) is \(page[judgedSince] ?? 0) instead of \(since)")
        }
        let ended = [failures, inconclusive, connects].reduce(0) { $0 + (page[$1] ?? 0) }
        if page[attempts] != ended + Double(life.flights.count) {
            found.append("attempts are not verdicts and what is in flight")
        }
        return found
    }
}
