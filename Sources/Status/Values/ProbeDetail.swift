public import Network
public import Probes
public import Time

/// All that is shown of one probe.
public struct ProbeDetail: Sendable {
    /// What its row shows; of attempts, all that are remembered.
    public var summary: ProbeSummary
    /// Failures from before those attempts, the oldest first.
    public var olderFailures: [AttemptRecord] = []
    /// The last failure, also where it has succeeded since.
    public var lastFailure: (failure: ProbeFailure, at: WallTime)?
    /// From one attempt to the next; nil for one in each window.
    public var interval: Duration?
    /// How long an attempt may take.
    public var timeout: Duration
    /// The last address that was tried, and the name that it belongs to.
    public var address: IPAddress?
    /// The name at the end of the chain of aliases.
    public var canonicalName: String?
    /// Whose it is, and in which environment.
    public var organization = ""
    /// The environment.
    public var role = ""
    /// The probes without which it cannot answer.
    public var parents: [String] = []
    /// What the last conversation captured.
    public var captured: [Captured] = []
    /// What the last handshake said; nil where none was completed.
    public var tls: TLSFacts?

    /// A probe of which nothing more is known.
    public init(_ summary: ProbeSummary, timeout: Duration) {
        self.summary = summary
        self.timeout = timeout
    }
}
