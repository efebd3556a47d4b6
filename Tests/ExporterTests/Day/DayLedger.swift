import Configuration
import Probes

/// What the page says of one probe: the figures that must come out even.
struct DayLedger {
    let attempts, conclusive, failures, inconclusive: Int
    let connects, slotsMissed: Int
    let success: Double?
    /// How often it failed in which way; only the ways in which it did.
    let reasons: [Reason]

    struct Reason {
        var reason: FailureReason
        var phase: Phase
        var count: Int
    }

    /// Where a ledger's figures stand on a page; made once, because text is slow in a debug build.
    struct Places {
        let identity: String
        let attempts, conclusive, failures, inconclusive: String
        let connects, slotsMissed, success: String
        let connectCount, connectInTime, connectsSlow: String
        fileprivate let reasons: [String]

        init(_ probe: ProbeSettings) {
            let identity = probe.identityText
            self.identity = identity
            attempts = "probe_attempts_total{\(identity)}"
            conclusive = "probe_objective_attempts_total{\(identity)}"
            failures = "probe_failures_total{\(identity)}"
            inconclusive = "probe_inconclusive_total{\(identity)}"
            connects = "probe_connects_total{\(identity)}"
            slotsMissed = "probe_slots_missed_total{\(identity)}"
            success = "probe_success{\(identity)}"
            connectCount = "probe_connect_duration_seconds_count{\(identity)}"
            connectInTime = "probe_connect_duration_seconds_bucket{\(identity),le=\"5.0\"}"
            connectsSlow = "probe_connects_slow_total{\(identity)}"
            reasons = DayLedger.order.map { reason, phase in
                "probe_failure_reasons_total{\(identity),reason=\"\(reason.rawValue)\","
                    + "phase=\"\(phase.rawValue)\"}"
            }
        }
    }

    private static let order = Phase.allCases.flatMap { phase in
        FailureReason.allCases.map { ($0, phase) }
    }

    init(_ page: MetricsPage, _ places: Places) {
        func count(_ series: String) -> Int { Int(page[series] ?? -1) }
        attempts = count(places.attempts)
        conclusive = count(places.conclusive)
        failures = count(places.failures)
        inconclusive = count(places.inconclusive)
        connects = count(places.connects)
        slotsMissed = count(places.slotsMissed)
        success = page[places.success]
        // Most probes have never failed: then there is nothing to look for.
        var reasons: [Reason] = []
        for (place, way) in (failures == 0 ? [] : Self.order).enumerated() {
            guard let count = page[places.reasons[place]] else { continue }
            reasons.append(Reason(reason: way.0, phase: way.1, count: Int(count)))
        }
        self.reasons = reasons
    }

    var successes: Int { conclusive - failures }
    var inFlight: Int { attempts - conclusive - inconclusive }

    /// How often it failed for that reason in that phase.
    func failures(_ reason: FailureReason, _ phase: Phase) -> Int {
        reasons.first { $0.reason == reason && $0.phase == phase }?.count ?? 0
    }

    /// How often it failed in that phase, for whatever reason.
    func failures(_ phase: Phase) -> Int {
        reasons.reduce(0) { $1.phase == phase ? $0 + $1.count : $0 }
    }

    /// The figures that must not be, or not be so, whatever the network did.
    var contradictions: [String] {
        var found: [String] = []
        if reasons.reduce(0, { $0 + $1.count }) != failures {
            found.append("reasons are no failures")
        }
        if connects != successes + failures(.tls) { found.append("connects lead nowhere") }
        if success == nil && conclusive > 0 { found.append("the verdict is absent") }
        if success != nil && conclusive == 0 { found.append("a verdict out of nothing") }
        if success == 1 && successes == 0 { found.append("up without a success") }
        if success == 0 && failures == 0 { found.append("down without a failure") }
        return found
    }
}
