public import Probes
public import Time
import Wire

/// What a row shows of one probe.
public struct ProbeSummary: Sendable {
    /// Which it is, and what is written of it.
    public var names: ProbeNames
    /// How it stands, in one word.
    public var condition: ProbeCondition
    /// Since when its state is what it is; nil before the first.
    public var since: WallTime?
    /// Why it fails, while it does.
    public var failure: ProbeFailure?
    /// The last attempts, the oldest first.
    public var attempts: [AttemptRecord] = []
    /// Connections that take longer are slow; nil where none is.
    public var connectThreshold: Duration?
    /// The first end of a certificate that was served last; nil where no TLS was seen.
    public var certificateExpiry: WallTime?
    /// How long before that end somebody is warned, and how long before it somebody is woken.
    public var expiryWarnings: ExpiryWarnings
    /// When it is attempted next; nil where that is not known.
    public var nextAttempt: WallTime?
    /// When its window begins or ends next; nil where it does not.
    public var windowChange: WallTime?
    /// When its maintenance begins or ends next; nil where it does not.
    public var maintenanceChange: WallTime?

    /// What a row shows of a probe that has not been attempted yet.
    public init(
        _ names: ProbeNames, condition: ProbeCondition = .unknown,
        expiryWarnings: ExpiryWarnings = ExpiryWarnings()
    ) {
        self.names = names
        self.condition = condition
        self.expiryWarnings = expiryWarnings
    }

    /// The last connection that was made.
    public var lastConnect: Duration? { attempts.last { $0.connect != nil }?.connect }

    /// Why the last attempt said nothing; nil where it did.
    public var trouble: InconclusiveReason? {
        if case .inconclusive(let reason) = attempts.last?.verdict { reason } else { nil }
    }
}

/// Which probe it is, and what is written of it.
public struct ProbeNames: Sendable {
    /// Name of its server.
    public var server: String
    /// Its own name.
    public var name: String
    /// What is probed: `host:port`.
    public var target: String
    /// The server name, where a list of them makes a probe of each.
    public var serverName: String?
    /// Labels beside those, in the order of their names.
    public var labels: [(name: String, value: String)] = []
    /// What it is.
    public var text = ""
    /// Who is called.
    public var owner = ""
    /// Where it stands.
    public var site = ""

    /// A probe of which nothing more is written.
    public init(server: String, name: String, target: String, serverName: String? = nil) {
        self.server = server
        self.name = name
        self.target = target
        self.serverName = serverName
    }

    /// The page of the probe; where others have its names, its target tells it apart.
    public var pageAddress: String {
        let name = serverName.map { "&server_name=\(PercentText.encoded($0))" } ?? ""
        return "/probe/\(PercentText.encoded(server))/\(PercentText.encoded(self.name))"
            + "?target=\(PercentText.encoded(target))\(name)"
    }
}

/// Why an attempt failed, with all that is known of it.
public struct ProbeFailure: Equatable, Sendable {
    /// The reason, as the metrics name it.
    public var reason: FailureReason
    /// What was under way.
    public var phase: Phase
    /// The step of the conversation that failed, in words.
    public var step: String?
    /// Words of a library or of the peer; never a secret.
    public var detail: String?

    /// A failure of which nothing more is known.
    public init(_ reason: FailureReason, _ phase: Phase) {
        self.reason = reason
        self.phase = phase
    }

    /// `No answer in time in the TLS handshake`.
    public var words: String {
        switch reason {
        case .timeout, .reset, .closedEarly, .other: "\(reason.words) \(phase.words)"
        default: reason.words
        }
    }
}

/// How long before the end of a certificate people are told.
public struct ExpiryWarnings: Equatable, Sendable {
    /// Somebody is warned; nil for never.
    public var warning: Duration?
    /// Somebody is woken; nil for never.
    public var critical: Duration?

    /// So long before.
    public init(warning: Duration? = nil, critical: Duration? = nil) {
        self.warning = warning
        self.critical = critical
    }
}
