import Metrics
import Network
import Probes

/// What is remembered of a probe from one attempt to the next, beside its cells.
struct ProbeState: Sendable {
    /// Its cells.
    let row: Row
    /// Whether it is one of the addresses of a probe, and no attempt of its own.
    let isAddress: Bool
    /// Whether it is shown how many addresses its name has.
    let countsAddresses: Bool
    /// Connections that take longer are slow; nil where none is.
    let slowNanoseconds: Int64?
    /// The last conclusive verdict; nil before the first.
    var isUp: Bool?
    /// Failures since the last success.
    var failuresInRow = 0
    /// The last address tried and the name it belongs to.
    var address: IPAddress?
    /// The name at the end of the chain of aliases.
    var canonicalName: String?
    /// What the port was found to be; nil where that could not be told.
    var portState: PortState?
    /// Whether segments of the last connection had to be sent again.
    var hasLostSegments = false
    /// What the last conversation captured.
    var captured: [Captured] = []
    /// Why it fails, while it does.
    var failure: Failure?
    /// Whether the certificate on disk could be compared with when that was last tried.
    var canCompare = true
    /// What the last completed handshake said, so that nothing is done while it stays the same.
    ///
    /// It is large and stands last: who speaks no TLS does not touch it.
    var tls: TLSFacts?

    struct Failure: Equatable, Sendable {
        var reason: FailureReason
        var phase: Phase
    }
}
