public import Network
public import Probes

/// A whole configuration, validated: nothing in it can be wrong any more.
public struct Settings: Hashable, Sendable {
    /// The name of this vantage point; a label on every series of a probe when set.
    public var gateway: String?
    /// The name servers to ask in place of those of the machine; empty where none are named.
    public var resolvers: [Endpoint]
    /// Every probe of every server, in the order of the file.
    public var probes: [ProbeSettings]

    /// A configuration of these parts.
    public init(gateway: String? = nil, resolvers: [Endpoint] = [], probes: [ProbeSettings] = []) {
        self.gateway = gateway
        self.resolvers = resolvers
        self.probes = probes
    }
}

extension Settings {
    /// Each place from which connections are to leave, with the first probe that asks for it.
    public var sources: [(source: ConnectionSource, probe: String)] {
        var seen: Set<ConnectionSource> = []
        return probes.compactMap { probe in
            guard let source = probe.options.connection.source, seen.insert(source).inserted
            else { return nil }
            return (source, probe.qualifiedName)
        }
    }
}

/// One probe with everything that it inherits.
public struct ProbeSettings: Hashable, Sendable {
    /// Name of the server it belongs to.
    public var server: String
    /// Its own name, unique in its server.
    public var name: String
    /// What is probed: `host:port`, `[v6]:port`.
    public var target: String
    /// Labels on every series of it, in the order of their names; none has an empty value.
    public var labels: [Label]
    /// The server name, where a list of them makes a series of each: a label then.
    public var serverName: String?
    /// What people read.
    public var description: Description
    /// From one attempt to the next.
    public var interval: Duration
    /// What the alert rules compare with.
    public var thresholds: Thresholds
    /// The phases that get a histogram, in the order of ``HistogramPhase``; only those that it has.
    public var histograms: [HistogramPhase]
    /// What it does.
    public var options: TCPProbeOptions

    /// Settings of a probe with neither description nor labels of its own.
    public init(
        server: String, name: String, target: String, labels: [Label] = [],
        description: Description = Description(), interval: Duration = .seconds(300),
        thresholds: Thresholds = Thresholds(), histograms: [HistogramPhase] = [.connect],
        options: TCPProbeOptions
    ) {
        self.server = server
        self.name = name
        self.target = target
        self.labels = labels
        self.description = description
        self.interval = interval
        self.thresholds = thresholds
        self.histograms = histograms
        self.options = options
    }
}

extension ProbeSettings {
    /// `server/probe`, as `sonde probe` takes it; no name has a slash in it.
    public var qualifiedName: String { "\(server)/\(name)" }
}

/// A label of a series.
public struct Label: Hashable, Sendable {
    /// `[a-zA-Z_][a-zA-Z0-9_]*`.
    public var name: String
    /// Any text that is not empty.
    public var value: String

    /// The label `name="value"`.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// What people read about a probe; an empty text where nothing is written.
public struct Description: Hashable, Sendable {
    /// What it is.
    public var text = ""
    /// Whose it is.
    public var organization = ""
    /// Who is called.
    public var owner = ""
    /// The environment.
    public var role = ""
    /// Where it stands.
    public var site = ""

    /// Nothing written.
    public init() {}
}

/// What gets a histogram; the raw value is what the configuration says.
public enum HistogramPhase: String, CaseIterable, Sendable {
    /// Name to address.
    case resolve
    /// TCP connection.
    case connect
    /// TLS handshake.
    case tls
    /// What is said after connecting.
    case exchange
    /// The whole attempt, when it succeeded.
    case attempt
}

/// What the alert rules compare with; absent where it is switched off.
public struct Thresholds: Hashable, Sendable {
    /// How long a probe may be down.
    public var downFor: Duration? = .seconds(60)
    /// A connection that takes longer is slow.
    public var connectTime: Duration?
    /// What share of connections may be slow, 0 to 1.
    public var slowShare: Double?
    /// What share of attempts must succeed, 0.932 to 1.
    public var availability: Double?
    /// What share of attempts may fail, 0 to 1.
    public var errorRate: Double?
    /// What share of packets may be lost, 0 to 1.
    public var packetLoss: Double?
    /// How long before its end a certificate is worth a warning.
    public var certificateExpiry: Duration? = .seconds(21 * 86_400)
    /// How long before its end a certificate is worth waking somebody.
    public var certificateExpiryCritical: Duration? = .seconds(7 * 86_400)

    /// What is built in.
    public init() {}
}
