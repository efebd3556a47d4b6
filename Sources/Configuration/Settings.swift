public import Network
public import Probes
public import Scheduling

/// A whole configuration, validated: nothing in it can be wrong any more.
public struct Settings: Hashable, Sendable {
    /// The name of this vantage point; a label on every series of a probe when set.
    public var gateway: String?
    /// The name servers to ask in place of those of the machine; empty where none are named.
    public var resolvers: [Endpoint]
    /// The files that it was read from, the first of them with the others in it.
    public var files: [String] = []
    /// Every probe of every server, in the order of the file, whoever runs it.
    public var probes: [ProbeSettings]
    /// Those whose targets are told elsewhere, in the order of the file.
    public var sourced: [SourcedProbe] = []
    /// The names of those entries of maintenance that concern no probe of any vantage point.
    var maintenanceOfNobody: [String] = []
    /// The share of the probes that runs here; nil for all.
    public private(set) var shard: Shard?

    /// A configuration of these parts.
    public init(gateway: String? = nil, resolvers: [Endpoint] = [], probes: [ProbeSettings] = []) {
        self.gateway = gateway
        self.resolvers = resolvers
        self.probes = probes
    }
}

extension Settings {
    /// What this vantage point runs of it, and of that its share.
    public func running(_ shard: Shard? = nil) -> Settings {
        var settings = self
        settings.shard = shard
        settings.probes = probes.filter(settings.runsHere)
        settings.sourced = sourced.filter { settings.isGatewayHere($0.prototype.gateways) }
        return settings
    }

    private func runsHere(_ probe: ProbeSettings) -> Bool {
        isGatewayHere(probe.gateways) && shard?.owns(probe.identityBytes) ?? true
    }

    private func isGatewayHere(_ gateways: [String]?) -> Bool {
        gateways?.contains { $0 == gateway } ?? true
    }

    /// The same with those probes as well that sourced ones have become; of them the share that
    /// runs here.
    public func adding(_ others: some Sequence<ProbeSettings>) -> Settings {
        var settings = self
        settings.probes += others.lazy.filter(runsHere)
        return settings
    }

    /// How many probes there may be more.
    public var roomForProbes: Int { max(0, ConfigurationLimits().probeCountMax - probes.count) }

    /// The files of all credentials that its probes name.
    public var namedCredentials: NamedCredentials {
        var named = NamedCredentials()
        for probe in probes {
            named.secrets.formUnion(probe.options.secretFiles)
            if let files = probe.options.tls?.credentials { named.certificates.insert(files) }
        }
        for case .http(let source) in sourced.map(\.source) {
            named.secrets.formUnion(
                [source.account?.password, source.account?.token].compactMap(\.self))
            if let files = source.tls?.credentials { named.certificates.insert(files) }
        }
        return named
    }

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
