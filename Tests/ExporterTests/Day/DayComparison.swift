import Network
import Probes
import Simulation

/// What the page says of one probe that is not in flight, beside what the network knows.
struct DayComparison {
    let ledger: DayLedger
    let connections: ConnectionTally
    let names: NameTally
    let target: DayTarget
    /// Whether we stood still at some time: then a failure may be none.
    let hasPaused: Bool

    /// Where the two say different things.
    var contradictions: [String] {
        var found = wrongCounts.filter { $0.told != $0.truth }.map {
            "\($0.told) × \($0.what) instead of \($0.truth)"
        }
        found += wrongSums + wrongCertificates
        return found
    }

    private typealias Count = (what: String, told: Int, truth: Int)

    /// What nobody can take for anything else, however we stood still.
    private var wrongCounts: [Count] {
        func failures(_ reason: FailureReason, _ phase: Phase, _ truth: Int) -> Count {
            ("\(phase.rawValue) \(reason.rawValue)", ledger.failures(reason, phase), truth)
        }
        return [
            ("attempts", ledger.attempts, connections.count + names.failed),
            failures(.refused, .connect, connections.refused),
            failures(.hostUnreachable, .connect, connections.hostUnreachable),
            failures(.networkUnreachable, .connect, connections.networkUnreachable),
            failures(.other, .connect, connections.other),
            failures(.dnsNotFound, .resolve, names.notFound),
            failures(.dnsNoData, .resolve, names.noData),
            failures(.dnsServerFailure, .resolve, names.serverFailure),
            failures(.dnsRefused, .resolve, names.refused),
            failures(.dnsMalformed, .resolve, names.malformed),
            failures(.other, .resolve, names.other),
        ]
    }

    /// What we cannot know where we stood still: each such attempt is inconclusive instead.
    private var wrongSums: [String] {
        let lost = [
            connections.timedOut - ledger.failures(.timeout, .connect),
            connections.reset - ledger.failures(.reset, .connect),
            names.timedOut - ledger.failures(.dnsTimeout, .resolve),
            connections.established - ledger.connects,
        ]
        let ours =
            connections.localTrouble + connections.cancelled + names.localTrouble + names.cancelled
        var found: [String] = []
        if lost.contains(where: { $0 < 0 }) { found.append("more than there was: \(lost)") }
        if !hasPaused, lost.contains(where: { $0 > 0 }) { found.append("less: \(lost)") }
        if ledger.inconclusive != ours + lost.reduce(0, +) {
            found.append("\(ledger.inconclusive) inconclusive instead of \(ours) and \(lost)")
        }
        return found
    }

    private var wrongCertificates: [String] {
        var found: [String] = []
        if !target.maySucceed && ledger.successes > 0 { found.append("it succeeded") }
        if !target.hasTLS && ledger.failures(.tls) > 0 { found.append("it failed in tls") }
        let possible: Set<FailureReason> =
            target == .breaksHandshakes
            ? [.timeout, .reset, .tlsAlert, .tlsProtocol, .tlsTruncated] : [.timeout, .reset]
        for way in ledger.reasons
        where way.phase == .tls && way.reason != target.certificateReason
            && !possible.contains(way.reason)
        {
            found.append("tls \(way.reason.rawValue)")
        }
        return found
    }
}
