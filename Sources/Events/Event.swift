public import Time

/// Something that happened, as a line of the event log tells it.
public struct Event: Equatable, Sendable {
    /// When, by the clock of the machine, which may step; a line tells it to the millisecond.
    public let time: WallTime
    /// The probe that it is about; nil for what is about the whole process.
    public let subject: Subject?
    /// What it was.
    public let happening: Happening

    /// An event; one of a probe has a subject, and no other has one.
    public init(time: WallTime, subject: Subject? = nil, _ happening: Happening) {
        precondition(
            happening.name.isOfProbe == (subject != nil), "an event and its subject do not fit")
        self.time = time
        self.subject = subject
        self.happening = happening
    }
}

/// The probe that an event is about, as its series are labelled.
public struct Subject: Hashable, Sendable {
    /// The vantage point, where it has a name.
    public var gateway: String?
    /// The server that the probe is grouped under.
    public var server: String
    /// The name of the probe.
    public var probe: String
    /// `host:port`, `[v6]:port`.
    public var target: String
    /// The server name, where a list of them makes a probe of each.
    public var serverName: String?
    /// The configured labels.
    public var labels: [String: String]

    /// The subject with these names.
    public init(
        gateway: String? = nil, server: String, probe: String, target: String,
        serverName: String? = nil, labels: [String: String] = [:]
    ) {
        self.gateway = gateway
        self.server = server
        self.probe = probe
        self.target = target
        self.serverName = serverName
        self.labels = labels
    }

    /// The same without its labels: what stays when a configuration gives it others.
    public var identity: Subject {
        var identity = self
        identity.labels = [:]
        return identity
    }
}
