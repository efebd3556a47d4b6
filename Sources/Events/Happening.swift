public import Time

/// What happened.
public enum Happening: Equatable, Sendable {
    /// A process began.
    case started(version: String)
    /// It ended as it should; what a crash leaves behind has none.
    case ended
    /// It still runs: written every ``EventLimits/heartbeat``, so that a reader knows until when a
    /// process ran that crashed.
    case running
    /// A configuration holds from now on: how many probes it has, and how many of them are new,
    /// others, gone and as before.
    case configurationLoaded(
        file: String, probes: Int, added: Int, changed: Int, removed: Int, kept: Int)
    /// A configuration was wrong, and the one before it still holds.
    case configurationRefused(file: String, errors: [String])
    /// Sources tell other targets: how many probes there are now, and how many of them are new,
    /// others, gone and as before.
    case targetsChanged(probes: Int, added: Int, changed: Int, removed: Int, kept: Int)
    /// The confirmed state is up: it changed, or is the first since the start.
    case probeUp
    /// The confirmed state is down: it changed, or is the first since the start.
    case probeDown(Failure)
    /// From now on the state counts.
    case probeJudged
    /// From now on it does not.
    case probeUnjudged(UnjudgedReason)
    /// The configuration has it no more.
    case probeRemoved
    /// The leaf that the target serves is another one.
    case certificateChanged(CertificateChange)
    /// So many events could not be written before this one.
    case eventsLost(count: Int)
}

/// Why a probe is down.
public struct Failure: Equatable, Sendable {
    /// One of the closed list of reasons.
    public var reason: String
    /// The phase that failed.
    public var phase: String
    /// The step of a conversation that failed.
    public var step: String?
    /// Words for people.
    public var detail: String?

    /// A failure for that reason.
    public init(reason: String, phase: String, step: String? = nil, detail: String? = nil) {
        self.reason = reason
        self.phase = phase
        self.step = step
        self.detail = detail
    }
}

/// Why a probe is not judged; the raw value is what a line says.
public enum UnjudgedReason: String, CaseIterable, Sendable {
    /// Outside the windows of its schedule.
    case outsideWindow = "outside_window"
    /// In a maintenance window.
    case maintenance
    /// A probe that it depends on is down.
    case blocked
    /// Something that this program does not know; a newer one wrote it.
    case other
}

/// A leaf, and the one that it took the place of.
public struct CertificateChange: Equatable, Sendable {
    /// SHA-256 of the DER, in hexadecimal.
    public var fingerprint: String
    /// Distinguished name of its subject.
    public var subject: String
    /// Last second of its validity.
    public var notAfter: WallTime
    /// SHA-256 of the one before it.
    public var previousFingerprint: String

    /// A change to a certificate with these facts.
    public init(
        fingerprint: String, subject: String, notAfter: WallTime, previousFingerprint: String
    ) {
        self.fingerprint = fingerprint
        self.subject = subject
        self.notAfter = notAfter
        self.previousFingerprint = previousFingerprint
    }
}
