public import Network
public import Time

/// A step of an attempt; the raw value is the `phase` label.
public enum Phase: String, CaseIterable, Sendable {
    /// From the query to the parsed answer.
    case resolve
    /// From the first packet for the proxy to the request for the target, where there is a proxy.
    case proxy
    /// From just before `connect` to the established connection; behind a proxy from the request
    /// to the proxy's answer.
    case connect
    /// From the first byte of the handshake to the certificates read.
    case tls
    /// From the first byte of a conversation to the last that is waited for, TLS in between apart.
    case exchange
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
    /// Absent without a proxy; all that is needed to reach it, its name and credentials included.
    public var proxy: Duration?
    /// Includes retransmissions of the SYN.
    public var connect: Duration?
    /// Absent where no TLS is spoken.
    public var tls: Duration?
    /// Absent where no conversation is held; both sides of STARTTLS together.
    public var exchange: Duration?

    /// Some phases completed, or none.
    public init(
        resolve: Duration? = nil, proxy: Duration? = nil, connect: Duration? = nil,
        tls: Duration? = nil,
        exchange: Duration? = nil
    ) {
        self.resolve = resolve
        self.proxy = proxy
        self.connect = connect
        self.tls = tls
        self.exchange = exchange
    }

    /// The duration of one phase.
    public subscript(phase: Phase) -> Duration? {
        switch phase {
        case .resolve: resolve
        case .proxy: proxy
        case .connect: connect
        case .tls: tls
        case .exchange: exchange
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
    /// Whether the name servers failed, so that an answer from before was used.
    public var isNameStale = false
    /// How many addresses the name has of the wanted families; nil where it was not resolved.
    public var addressCount: Int?
    /// What each address said, where all are attempted and the name servers told them.
    public var addresses: [ProbeReport]?
    /// How many connections it made at once, at the most; nil where none was begun.
    public var connectionCount: Int?
    /// The address that was tried, if one was known; a proxy resolves names itself.
    public var address: IPAddress?
    /// The address of the proxy that was tried.
    public var proxyAddress: IPAddress?
    /// The name at the end of the chain of aliases; nil for a literal address.
    public var canonicalName: String?
    /// What the port is; nil where that could not be told.
    public var portState: PortState?
    /// What the kernel saw of the way when the connection stood.
    public var path: PathFigures?
    /// What TLS said, trusted or not; nil where the handshake was not completed.
    public var tls: TLSFacts?
    /// How the leaf compares with a certificate on disk; nil where nobody asked for it.
    public var comparison: CertificateComparison?
    /// Which versions of TLS were tried out on connections of their own, and whether each was
    /// accepted; one is absent where that could not be found out.
    public var acceptedVersions: [TLSVersion: Bool] = [:]
    /// The certificates of a handshake that was not completed, as far as they had arrived.
    public var certificates: [CertificateFacts] = []
    /// The step of a conversation that failed, or was under way when something else did.
    public var failedStep: StepPlace?
    /// What the conversation captured to be exposed, also where a later step failed.
    public var captured: [Captured] = []
    /// What was said, where somebody asked for it.
    public var transcript: Transcript?
    /// Words for people on a failure: the library's own message, an alert's name.
    public var detail: String?

    /// A report of an attempt of that length.
    public init(verdict: Verdict, startedAt: Instant, duration: Duration) {
        self.verdict = verdict
        self.startedAt = startedAt
        self.duration = duration
    }
}
