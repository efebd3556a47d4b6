import Time

/// Whether the prober itself ran while it measured.
struct Fairness {
    private let before: Interruption
    private let stallMax: Duration

    init(time: any TimeSource, timeout: Duration) {
        before = time.interruption
        stallMax = max(ProbeLimits.stallMax, timeout / ProbeLimits.stallShareOfTimeout)
    }

    /// Takes back what a prober that stood still cannot know.
    ///
    /// What the target said stays said, only its timing is not to be trusted; that it said nothing
    /// in time, or gave up on us, may be our own doing. `reliesOnSilence` where the verdict comes
    /// of that, whatever it is.
    func judge(_ report: inout ProbeReport, reliesOnSilence: Bool, time: any TimeSource) {
        guard let interruption = interruption(until: time) else { return }
        report.isTimingFair = false
        let isDoubtful =
            switch report.verdict {
            case .failure(let reason, _): reliesOnSilence || reason.mayComeOfOurSilence
            case .success: reliesOnSilence
            case .inconclusive: false
            }
        guard isDoubtful else { return }
        report.verdict = .inconclusive(interruption)
        if reliesOnSilence { report.portState = nil }
    }

    /// Why what was measured until now is not fair; nil where it is.
    func interruption(until time: any TimeSource) -> InconclusiveReason? {
        let after = time.interruption
        guard after != before else { return nil }
        if after.suspended - before.suspended > ProbeLimits.suspensionMax { return .suspended }
        return after.stalled - before.stalled > stallMax ? .stalled : nil
    }
}

extension FailureReason {
    /// Whether a prober that stood still brings it about.
    fileprivate var mayComeOfOurSilence: Bool {
        switch self {
        case .timeout, .dnsTimeout, .reset, .closedEarly, .tlsTruncated, .tlsAlert: true
        // Proxies and servers give up on who is silent.
        case .proxyRefused: true
        // Such as the 421 with which a mail server gives up on a silent client.
        case .unexpectedResponse: true
        default: false
        }
    }
}
