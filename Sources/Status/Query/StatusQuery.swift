import Wire

/// Which probes somebody wants to see, and in which order: the query of the page and of the API.
public struct StatusQuery: Equatable, Sendable {
    /// What must stand in a name, a target or a description; upper and lower case are the same.
    public var search = ""
    /// The conditions that are wanted; empty for all.
    public var conditions: Set<ProbeCondition> = []
    /// The server, the probe of it, and the target of that, where one is wanted.
    public var server: String?
    /// The probe.
    public var name: String?
    /// The target.
    public var target: String?
    /// The server name, where a list of them makes a probe of each.
    public var serverName: String?
    /// Who is called.
    public var owner: String?
    /// Where it stands.
    public var site: String?
    /// What comes first.
    public var order = Order.attention
    /// Which page of them, from 1.
    public var page = 1
    /// Probes on a page; nil for what is usual.
    public var limit: Int?

    /// What comes first; the raw value is that of `sort`.
    public enum Order: String, CaseIterable, Sendable {
        /// What needs attention, server by server.
        case attention = "state"
        /// By the names of server and probe.
        case name
        /// The connection that took longest.
        case connect
        /// The certificate that ends first.
        case certificate
        /// What changed last.
        case changed
    }

    /// All probes.
    public init() {}

    /// Reads what followed the question mark; one name at most once, but for `state`.
    public init(_ text: String?) throws(StatusQueryError) {
        guard let text else { return }
        guard let query = HTTPQuery(text) else { throw .malformed }
        var seen: Set<String> = []
        for (name, value) in query.items {
            guard name == "state" || seen.insert(name).inserted else { throw .twice }
            // A form sends the fields as well that nobody has filled in.
            if value.isEmpty { continue }
            try set(name, value)
        }
    }

    private mutating func set(_ parameter: String, _ value: String) throws(StatusQueryError) {
        switch parameter {
        case "q":
            guard value.unicodeScalars.count <= StatusLimits.searchCharactersMax
            else { throw .longSearch }
            search = value
        case "state":
            guard let condition = ProbeCondition(rawValue: value) else { throw .unknownState }
            conditions.insert(condition)
        case "server": server = value
        case "probe": name = value
        case "target": target = value
        case "server_name": serverName = value
        case "owner": owner = value
        case "site": site = value
        case "sort":
            guard let order = Order(rawValue: value) else { throw .unknownOrder }
            self.order = order
        case "page":
            guard let page = Int(value), page >= 1, page <= 1_000_000 else { throw .badPage }
            self.page = page
        case "limit":
            guard let limit = Int(value), 1...StatusLimits.rowsForProgramsMax ~= limit
            else { throw .badLimit }
            self.limit = limit
        default: throw .unknownParameter
        }
    }
}

extension StatusQuery {
    /// What follows the question mark of the same page; empty for all probes.
    public var text: String {
        var items: [(String, String)] = []
        if !search.isEmpty { items.append(("q", search)) }
        items += conditions.sorted().map { ("state", $0.rawValue) }
        let names = [
            ("server", server), ("probe", name), ("target", target),
            ("server_name", serverName), ("owner", owner), ("site", site),
        ]
        items += names.compactMap { name, value in value.map { (name, $0) } }
        if order != .attention { items.append(("sort", order.rawValue)) }
        if page != 1 { items.append(("page", String(page))) }
        if let limit { items.append(("limit", String(limit))) }
        return items.map { "\($0)=\(PercentText.encoded($1))" }.joined(separator: "&")
    }

    /// The same, changed, from its first page on.
    func with(_ change: (inout StatusQuery) -> Void) -> StatusQuery {
        var query = self
        query.page = 1
        change(&query)
        return query
    }

    /// Whether some probes may be left out.
    var isFiltered: Bool {
        with { $0.order = .attention } != StatusQuery()
    }
}

/// What is wrong with a query.
public enum StatusQueryError: Error, CaseIterable, Equatable, Sendable {
    /// It cannot be read.
    case malformed
    /// There is no parameter of that name.
    case unknownParameter
    /// A parameter comes twice.
    case twice
    /// There is no such state.
    case unknownState
    /// There is no such order.
    case unknownOrder
    /// It is no number of a page.
    case badPage
    /// It is no number of probes, or too large.
    case badLimit
    /// Too much to search for.
    case longSearch

    /// What is wrong and what would be right; nothing of the query is in it.
    public var words: StaticString {
        switch self {
        case .malformed:
            "The query cannot be read; write it as name=value&name=value, percent-encoded."
        case .unknownParameter:
            """
            The query has an unknown name; there are q, state, server, probe, target, \
            server_name, owner, site, sort, page and limit.
            """
        case .twice: "The query has a name twice; only state may be given more than once."
        case .unknownState:
            """
            The state is unknown; there are down, failing, unknown, blocked, maintenance, \
            paused and up.
            """
        case .unknownOrder:
            "The order is unknown; sort is state, name, connect, certificate or changed."
        case .badPage: "The page is a number from 1 on."
        case .badLimit: "The limit is a number from 1 to 1000."
        case .longSearch: "The search has more than 200 characters."
        }
    }
}
