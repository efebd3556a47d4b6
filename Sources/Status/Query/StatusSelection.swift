/// The probes that a query wants, and what is said of all of them together.
public struct StatusSelection: Sendable {
    /// Those on the page that is wanted, by their places in the configuration, in their order.
    public private(set) var places: [Int] = []
    /// How many it finds on all pages.
    public private(set) var count = 0
    /// How many stand on a page.
    public let rowsMax: Int
    /// How many pages there are; one at least.
    public private(set) var pageCount = 1
    /// How many of each condition it would find, whatever condition it wants.
    public private(set) var counts: [ProbeCondition: Int] = [:]
    /// What there is to choose from.
    public private(set) var choices = StatusChoices()
    /// How each server of the page stands.
    public private(set) var servers: [String: ServerTally] = [:]

    /// How the probes of a server stand that a query wants.
    public struct ServerTally: Equatable, Sendable {
        /// All of them.
        public var count = 0
        /// Those that need attention.
        public var needingAttention = 0
        fileprivate var place: Int
        fileprivate var worst: ProbeCondition
    }

    /// Selects among probes; `digests` are in the order of their places, as `names` are.
    ///
    /// It takes some microseconds a probe, and is done beside the loop where there are many.
    public init(
        _ query: StatusQuery, rowsMax: Int, digests: [ProbeDigest], names: (Int) -> ProbeNames
    ) {
        self.rowsMax = rowsMax
        let filter = NameFilter(query)
        var found: [Int] = []
        var tallies: [String: ServerTally] = [:]
        var keys: [(names: String, server: Int)] = []
        var serverNames: [String] = []
        for (place, digest) in digests.enumerated() {
            let probe = names(place)
            choices.note(probe)
            guard filter.wants(probe) else { continue }
            counts[digest.condition, default: 0] += 1
            guard query.conditions.isEmpty || query.conditions.contains(digest.condition)
            else { continue }
            found.append(place)
            let number = tally(probe.server, digest.condition, &tallies)
            if number == serverNames.count { serverNames.append(probe.server) }
            keys.append((query.order == .name ? probe.name : "", number))
        }
        count = found.count
        pageCount = max(1, (count + rowsMax - 1) / rowsMax)
        let order = SelectionOrder(
            query.order, isLong: pageCount > 1, digests: digests, found: found, keys: keys,
            servers: serverNames.map { name in (name, tallies[name]?.worst ?? .up) })
        let first = (query.page - 1) * rowsMax
        guard first < count else { return }
        places = order.sorted()[first..<min(count, first + rowsMax)].map { found[$0] }
        servers = tallies
    }

    /// Counts a probe for its server; returns the number of the server, by its first probe.
    private func tally(
        _ server: String, _ condition: ProbeCondition, _ tallies: inout [String: ServerTally]
    ) -> Int {
        var tally =
            tallies[server] ?? ServerTally(place: tallies.count, worst: condition)
        tally.count += 1
        if condition.needsAttention { tally.needingAttention += 1 }
        tally.worst = min(tally.worst, condition)
        tallies[server] = tally
        return tally.place
    }
}

/// Finds the order of what was found.
private struct SelectionOrder {
    private let order: StatusQuery.Order
    /// Whether there is more than a page: then what needs attention goes before its servers.
    private let isLong: Bool
    private let digests: [ProbeDigest]
    private let found: [Int]
    private let keys: [(names: String, server: Int)]
    private let servers: [(name: String, worst: ProbeCondition)]

    init(
        _ order: StatusQuery.Order, isLong: Bool, digests: [ProbeDigest], found: [Int],
        keys: [(names: String, server: Int)], servers: [(name: String, worst: ProbeCondition)]
    ) {
        self.order = order
        self.isLong = isLong
        self.digests = digests
        self.found = found
        self.keys = keys
        self.servers = servers
    }

    /// Places in what was found; what is equal stays in the order of the configuration.
    func sorted() -> [Int] {
        found.indices.sorted { first, second in
            comparison(first, second) ?? (first < second)
        }
    }

    /// Whether the first goes before the second; nil where they are equal.
    private func comparison(_ first: Int, _ second: Int) -> Bool? {
        let (one, other) = (digests[found[first]], digests[found[second]])
        switch order {
        case .attention:
            let (left, right) = (keys[first].server, keys[second].server)
            if isLong, one.condition.attention != other.condition.attention {
                return one.condition.attention < other.condition.attention
            }
            return Self.less(servers[left].worst.attention, servers[right].worst.attention)
                ?? Self.less(left, right) ?? Self.less(one.condition, other.condition)
        case .name:
            let (left, right) = (keys[first], keys[second])
            return Self.less(servers[left.server].name, servers[right.server].name)
                ?? Self.less(left.names, right.names)
        case .connect:
            return Self.less(
                other.connect.duration ?? .zero, one.connect.duration ?? .zero)
        case .certificate: return Self.less(one.expirySecond, other.expirySecond)
        case .changed: return Self.less(other.changedNanosecond, one.changedNanosecond)
        }
    }

    private static func less<Value: Comparable>(_ first: Value, _ second: Value) -> Bool? {
        first == second ? nil : first < second
    }
}

extension ProbeCondition {
    /// Servers change their places only where one of their probes needs attention, or none does.
    fileprivate var attention: Int { needsAttention ? rank : .max }
}
