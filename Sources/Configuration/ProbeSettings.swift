public import Probes
public import Scheduling

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
    /// The vantage points that run it; nil for all.
    public var gateways: [String]?
    /// What people read.
    public var description: Description
    /// From one attempt to the next; nil for one attempt in each window of its schedule.
    public var interval: Duration?
    /// When it is attempted; nil for always.
    public var schedule: Occasion?
    /// When it need not answer.
    public var maintenance: [Occasion]
    /// What its state needs beside one verdict; nil where that is enough.
    public var confirmation: ConfirmationPolicy?
    /// The qualified names of probes without which it cannot answer.
    public var parents: [String]
    /// What the alert rules compare with.
    public var thresholds: Thresholds
    /// The phases that get a histogram, in the order of ``HistogramPhase``; only those that it has.
    public var histograms: [HistogramPhase]
    /// What it does.
    public var options: TCPProbeOptions

    /// Settings of a probe with neither description nor labels of its own.
    public init(
        server: String, name: String, target: String, labels: [Label] = [],
        gateways: [String]? = nil, description: Description = Description(),
        interval: Duration? = .seconds(300), schedule: Occasion? = nil,
        maintenance: [Occasion] = [], confirmation: ConfirmationPolicy? = nil,
        parents: [String] = [],
        thresholds: Thresholds = Thresholds(), histograms: [HistogramPhase] = [.connect],
        options: TCPProbeOptions
    ) {
        self.server = server
        self.name = name
        self.target = target
        self.labels = labels
        self.gateways = gateways
        self.description = description
        self.interval = interval
        self.schedule = schedule
        self.maintenance = maintenance
        self.confirmation = confirmation
        self.parents = parents
        self.thresholds = thresholds
        self.histograms = histograms
        self.options = options
    }
}

extension ProbeSettings {
    /// `server/probe`, as `sonde probe` takes it; no name has a slash in it.
    public var qualifiedName: String { "\(server)/\(name)" }
}

extension ProbeSettings {
    /// What makes it the same probe after a restart, and after a change of what is said of it.
    ///
    /// Server, probe, target and labels, and the server name where a list of them makes a probe of
    /// each.
    public var identityBytes: [UInt8] {
        var bytes: [UInt8] = []
        let parts =
            [server, name, target] + labels.flatMap { [$0.name, $0.value] }
            + (serverName.map { ["server_name", $0] } ?? [])
        for part in parts {
            bytes += Array(part.utf8)
            bytes.append(0)
        }
        return bytes
    }
}

/// How many attempts must agree before a probe changes its state.
public struct ConfirmationPolicy: Hashable, Sendable {
    /// Failures in a row that bring it down.
    public var down: Int
    /// Successes in a row that bring it up again.
    public var up: Int
    /// From the end of an attempt that speaks against its state to the next.
    public var interval: Duration

    /// So many of each.
    public init(down: Int, up: Int, interval: Duration) {
        self.down = down
        self.up = up
        self.interval = interval
    }
}
