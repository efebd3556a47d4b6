/// One place where a service is offered (RFC 2782).
public struct ServiceRecord: Hashable, Sendable {
    /// A client tries those of the lowest first.
    public var priority: UInt16
    /// How large a share it takes of those of one priority.
    public var weight: UInt16
    /// Where the service listens.
    public var port: UInt16
    /// The name of the host, without a dot at its end.
    public var target: String

    /// The service at `port` of `target`.
    public init(priority: UInt16, weight: UInt16, port: UInt16, target: String) {
        self.priority = priority
        self.weight = weight
        self.port = port
        self.target = target
    }
}

extension ServiceRecord: Comparable {
    /// In the order of priority, the heaviest of one priority first, then of target and port.
    public static func < (one: ServiceRecord, other: ServiceRecord) -> Bool {
        if one.priority != other.priority { return one.priority < other.priority }
        if one.weight != other.weight { return one.weight > other.weight }
        if one.target != other.target { return one.target < other.target }
        return one.port < other.port
    }
}

/// Where a service is offered.
public struct ServiceAnswer: Equatable, Sendable {
    /// In their order, each once; empty where the service is decidedly not available.
    public let records: [ServiceRecord]
    /// How long this holds: the least of what the records say; never negative.
    public let timeToLive: Duration

    /// An answer of these records; equal ones are equal in whatever order they came.
    public init(records: [ServiceRecord], timeToLive: Duration) {
        self.records = Set(records).sorted()
        self.timeToLive = timeToLive
    }
}
