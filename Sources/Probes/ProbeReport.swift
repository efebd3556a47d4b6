public import Network
public import Time

/// A step of an attempt; the raw value is the `phase` label.
public enum Phase: String, CaseIterable, Sendable {
    /// From the query to the parsed answer.
    case resolve
    /// From just before `connect` to the established connection.
    case connect
    /// From the first byte of the handshake to the certificates read.
    case tls
}

/// What one attempt may say.
public enum Verdict: Equatable, Sendable {
    /// Everything that the probe asks held, inside its deadline.
    case success
    /// The target did not do it.
    case failure(FailureReason, Phase)
    /// We could not fairly test.
    case inconclusive(InconclusiveReason)
}

/// Durations of the phases that were completed; the others are absent, never zero.
public struct PhaseDurations: Equatable, Sendable {
    /// Absent for a literal address; zero for an answer that was known.
    public var resolve: Duration?
    /// Includes retransmissions of the SYN.
    public var connect: Duration?
    /// Absent where no TLS is spoken.
    public var tls: Duration?

    /// No phase completed.
    public init(resolve: Duration? = nil, connect: Duration? = nil, tls: Duration? = nil) {
        self.resolve = resolve
        self.connect = connect
        self.tls = tls
    }

    /// The duration of one phase.
    public subscript(phase: Phase) -> Duration? {
        switch phase {
        case .resolve: resolve
        case .connect: connect
        case .tls: tls
        }
    }
}

/// What an attempt found: a value, exposed by somebody else.
public struct ProbeReport: Sendable {
    /// What it says.
    public var verdict: Verdict
    /// Just before the first system call of the attempt.
    public var startedAt: Instant
    /// The whole attempt; the phases add up to it.
    public var duration: Duration
    /// The phases that were completed.
    public var phases = PhaseDurations()
    /// Whether the durations may be trusted: false when the prober stood still meanwhile.
    public var isTimingFair = true
    /// Whether the name was known, so that nothing was asked.
    public var isNameCached = false
    /// The address that was tried, if one was known.
    public var address: IPAddress?
    /// The name at the end of the chain of aliases; nil for a literal address.
    public var canonicalName: String?
    /// What TLS said, trusted or not; nil where the handshake was not completed.
    public var tls: TLSFacts?
    /// The certificates of a handshake that was not completed, as far as they had arrived.
    public var certificates: [CertificateFacts] = []
    /// Words for people on a failure: the library's own message, an alert's name.
    public var detail: String?

    /// A report of an attempt of that length.
    public init(verdict: Verdict, startedAt: Instant, duration: Duration) {
        self.verdict = verdict
        self.startedAt = startedAt
        self.duration = duration
    }
}
