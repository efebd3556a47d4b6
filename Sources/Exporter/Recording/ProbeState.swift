import Metrics
import Network
import Probes
import Status
import Time

/// What is remembered of a probe from one attempt to the next, beside its cells.
struct ProbeState: Sendable {
    /// Its cells.
    let row: Row
    /// Tells the attempts that count for it from those of what was here before.
    var ticket: UInt32
    /// The first of them that was given for this row; later ones are higher.
    var firstTicket: UInt32
    /// Whether it is one of the addresses of a probe, and no attempt of its own.
    let isAddress: Bool
    /// Whether it is shown how many addresses its name has.
    var countsAddresses: Bool
    /// What it needs beside one verdict to be down, and to be up again.
    var failuresToBeDown = 1
    var successesToBeUp = 1
    /// Connections that take longer are slow; nil where none is.
    var slowNanoseconds: Int64?
    /// The confirmed state; nil before the first.
    var isUp: Bool?
    /// The last conclusive verdict; nil before the first.
    var hasSucceeded: Bool?
    /// How many verdicts in a row speak against the state.
    var verdictsAgainst = 0
    /// Whether it is inside its window, and whether in maintenance.
    var standing = WindowTable.Standing()
    /// Whether a probe is down without which it cannot answer.
    var isBlocked = false
    /// Whether it is judged: alerts may fire, and objectives count.
    var isJudged = false
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
    /// Its last attempts; those of its addresses are among them, and not kept one by one.
    var history = AttemptHistory()
    /// The last failure, also where it has succeeded since.
    var lastFailure: LastFailure?
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

    /// A failure with what was said of it.
    struct LastFailure: Sendable {
        var failure: Failure
        var at: WallTime
        /// The step of a conversation that failed.
        var step: StepPlace?
        /// At most ``StatusLimits/detailBytesMax`` bytes.
        var detail: String?
    }
}
