import Configuration
import Network
import Probes
import Status
import Time

extension ProbeSettings {
    /// Which probe it is, for people.
    var names: ProbeNames {
        var names = ProbeNames(
            server: server, name: name, target: target, serverName: serverName)
        names.labels = labels.map { ($0.name, $0.value) }
        names.text = description.text
        names.owner = description.owner
        names.site = description.site
        return names
    }

    /// What a row shows of it.
    func summary(_ figures: ProbeFigures, _ changes: inout OccasionChanges) -> ProbeSummary {
        var summary = ProbeSummary(
            names, condition: figures.standing.condition,
            expiryWarnings: ExpiryWarnings(
                warning: thresholds.certificateExpiry,
                critical: thresholds.certificateExpiryCritical))
        summary.since = figures.since
        summary.failure = figures.failure.map { failure in
            explain(failure, figures.lastFailure)
        }
        summary.attempts = figures.history.recent
        summary.connectThreshold = thresholds.connectTime
        summary.certificateExpiry = figures.tls?.certificates.firstEnd
        summary.nextAttempt = figures.nextAttempt
        summary.windowChange = schedule.flatMap { changes.next(of: $0) }
        summary.maintenanceChange = changes.next(ofAny: maintenance)
        return summary
    }

    /// What its own page shows of it.
    func detail(_ figures: ProbeFigures, at now: WallTime) -> ProbeDetail {
        var changes = OccasionChanges(after: now)
        var detail = ProbeDetail(summary(figures, &changes), timeout: options.timeout)
        detail.olderFailures = figures.history.olderFailures
        detail.lastFailure = figures.lastFailure.map { last in
            (explain(last.failure, last), last.at)
        }
        detail.interval = interval
        detail.address = figures.address
        detail.canonicalName = figures.canonicalName
        detail.organization = description.organization
        detail.role = description.role
        detail.parents = parents
        detail.tls = figures.tls
        detail.captured = figures.captured.latest
        return detail
    }

    private func explain(
        _ failure: ProbeState.Failure, _ last: ProbeState.LastFailure?
    ) -> ProbeFailure {
        var explained = ProbeFailure(failure.reason, failure.phase)
        guard let last, last.failure == failure else { return explained }
        explained.detail = last.detail
        explained.step = last.step.map { place in
            let text = options.script?.text(of: place)
            return "\(place.number) of \(place.origin)" + (text.map { ": \($0)" } ?? "")
        }
        return explained
    }
}
