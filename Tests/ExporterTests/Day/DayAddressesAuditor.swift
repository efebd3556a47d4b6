import Configuration
import Network
import Probes
import Simulation
import Time

/// Holds what a page says of the addresses of one probe against what its name and they did.
struct DayAddressesAuditor {
    let plan: DayAddresses
    let page: MetricsPage
    /// When the page was made, and what had become of the connections to the steady address.
    let now: Instant
    let steady: ConnectionTally
    /// Whether we stood still at some time.
    let hasPaused: Bool

    /// What is wrong, in words.
    var contradictions: [String] {
        guard attempts > 0 else { return [] }
        var found = whole
        if plan.probe.options.addresses.isAll {
            found += rows
        } else if shown.keys.contains(where: { $0.contains("ip=") }) {
            found.append("it has series of addresses")
        }
        return found
    }

    private var attempts: Double { page["probe_attempts_total", plan.probe] ?? 0 }
    private var shown: [String: Double] { page.all("probe_attempts_total", plan.probe) }

    private func label(_ address: IPAddress) -> String { "ip=\"\(address)\"" }

    /// Whether none is in flight.
    private var isIdle: Bool {
        let conclusive = page["probe_objective_attempts_total", plan.probe] ?? -1
        return attempts == conclusive + (page["probe_inconclusive_total", plan.probe] ?? -1)
    }

    private var whole: [String] {
        var found: [String] = []
        let failures = page["probe_failures_total", plan.probe] ?? -1
        // One address is always good, and an earlier answer serves while the name servers fail.
        if !plan.needsEveryOne, failures != 0 { found.append("it failed \(failures) times") }
        let reasons = page.all("probe_failure_reasons_total", plan.probe)
            .filter { !$0.key.hasPrefix("ip=") }
        if reasons.keys.contains(where: { !$0.contains("too_few_addresses") }) {
            found.append("it failed for \(reasons.keys)")
        }
        if page.all("probe_address_info", plan.probe).count
            != (plan.probe.options.addresses == .any ? 1 : 0)
        {
            found.append("it shows another number of addresses tried")
        }
        guard let settled = plan.settled(at: now), isIdle, !hasPaused else { return found }
        let count = page["probe_addresses", plan.probe] ?? -1
        if count != Double(settled.count) {
            found.append("\(count) addresses instead of \(settled.count)")
        }
        if let up = page["probe_addresses_up", plan.probe], !(0...count).contains(up) {
            found.append("\(up) of \(count) addresses are up")
        }
        return found + winner(settled)
    }

    private func winner(_ settled: [IPAddress]) -> [String] {
        guard plan.probe.options.addresses == .any else { return [] }
        let known = settled.map { label($0) + "," }
        return page.all("probe_address_info", plan.probe).keys
            .filter { shown in !known.contains { shown.hasPrefix($0) } }
            .map { "\($0) won, which the name has not" }
    }

    private var rows: [String] {
        var found: [String] = []
        for (labels, attempts) in shown where labels.hasPrefix("ip=") {
            let reasons = page.all("probe_failure_reasons_total", plan.probe)
                .filter { $0.key.hasPrefix(labels + ",") }.values.reduce(0, +)
            let failures = page["probe_failures_total", plan.probe, labels] ?? -1
            let inconclusive = page["probe_inconclusive_total", plan.probe, labels] ?? -1
            if failures != reasons { found.append("\(labels): reasons are no failures") }
            if failures + inconclusive > attempts { found.append("\(labels): ends without begin") }
            let success = page["probe_success", plan.probe, labels]
            if (success == nil) != (inconclusive == attempts) {
                found.append("\(labels): a verdict out of nothing, or none")
            }
        }
        if let settled = plan.settled(at: now), !hasPaused {
            let expected = Set(settled.map(label) + [""])
            if Set(shown.keys) != expected {
                found.append("\(shown.keys.sorted()) instead of \(expected.sorted())")
            }
        }
        return found + steadyRow
    }

    /// The address that is always there has lost none of its attempts, and failed none.
    private var steadyRow: [String] {
        let labels = label(plan.steady.address)
        var found: [String] = []
        if page["probe_failures_total", plan.probe, labels] != 0 {
            found.append("the steady address failed")
        }
        guard isIdle else { return found }
        let told = page["probe_attempts_total", plan.probe, labels] ?? -1
        // The end of the exporter can come while the name is still asked for.
        let unfinished = page["probe_inconclusive_total", plan.probe] ?? 0
        if told != Double(steady.count) || !(attempts - unfinished...attempts).contains(told) {
            found.append("\(told) × the steady address instead of \(steady.count) of \(attempts)")
        }
        return found
    }
}
