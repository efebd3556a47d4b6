import Network
import Time

// Every address behind the name.
extension TCPAttempt {
    /// Attempts each address of the name, and judges the whole by the quorum.
    mutating func report(ofAll name: String, _ quorum: Quorum) async -> ProbeReport {
        var end: Instant?
        do throws(AttemptFailure) {
            try takeCredentials()
            let addresses = probe.options.addressPolicy.sorted(try await addresses(of: name))
            let reports = await attempt(addresses)
            report.addresses = reports
            report.connectionCount = reports.count
            end = reports.map { $0.startedAt + $0.duration }.max()
            judge(reports, quorum)
        } catch {
            report.verdict = error.verdict
            report.detail = error.detail
            if case .failure(.dnsNotFound, _) = error.verdict { report.addresses = [] }
            if case .failure(.dnsNoData, _) = error.verdict { report.addresses = [] }
        }
        report.duration = (end ?? world.time.now) - report.startedAt
        fairness.judge(&report, reliesOnSilence: false, time: world.time)
        return report
    }

    /// One report for each address, in their order.
    ///
    /// They are started one after the other, which takes no more than a part of the time that is
    /// there for all of them.
    private func attempt(_ addresses: [IPAddress]) async -> [ProbeReport] {
        let (whole, world) = (self, world)
        let begin = world.time.now
        let pace = min(
            ProbeLimits.addressPace,
            (deadline - begin) / (ProbeLimits.addressPaceShare * max(1, addresses.count)))
        return await withTaskGroup(of: (Int, ProbeReport).self) { group in
            for (index, address) in addresses.enumerated() {
                group.addTask {
                    if index > 0 { _ = await world.time.sleep(until: begin + pace * index) }
                    var attempt = TCPAttempt(address, of: whole)
                    return (index, await attempt.report())
                }
            }
            var reports: [(Int, ProbeReport)] = []
            for await report in group { reports.append(report) }
            return reports.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private mutating func judge(_ reports: [ProbeReport], _ quorum: Quorum) {
        let needed = quorum.needed(of: reports.count)
        let up = reports.count { $0.verdict == .success }
        let unknown = reports.compactMap(\.inconclusiveReason)
        if up >= needed {
            report.verdict = .success
        } else if let reason = unknown.first, up + unknown.count >= needed {
            report.verdict = .inconclusive(reason)
        } else {
            report.verdict = .failure(.tooFewAddresses, .connect)
            let all = reports.count
            report.detail =
                needed > all
                ? "the name has \(all) address\(all == 1 ? "" : "es"), \(needed) are needed"
                : "\(up) of \(all) address\(all == 1 ? " is" : "es are") up, \(needed) "
                    + (needed == 1 ? "is needed" : "are needed")
        }
    }
}

extension ProbeReport {
    fileprivate var inconclusiveReason: InconclusiveReason? {
        if case .inconclusive(let reason) = verdict { reason } else { nil }
    }
}
