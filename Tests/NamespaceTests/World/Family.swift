/// IPv4 or IPv6.
enum Family: String, CaseIterable, Sendable {
    case v4
    case v6

    /// The other one.
    var other: Family { self == .v4 ? .v6 : .v4 }

    /// An address as a URL has it.
    func bracketed(_ address: String) -> String { self == .v4 ? address : "[\(address)]" }
}

/// Where a probe may be sent; the addresses are those of documentation (RFC 5737, RFC 3849).
enum Place: CaseIterable, Sendable {
    /// A host with a server, behind the router.
    case host
    /// Nobody, on the link of the host.
    case absentHost
    /// Nobody, on the link of the prober.
    case absentNeighbour
    /// Who never answers, on the link of the prober.
    case deafNeighbour
    /// What the router drops without a word.
    case dropped
    /// What the router says is prohibited.
    case prohibited
    /// What the router says is unreachable.
    case unreachable
    /// What the router has no route to.
    case unrouted

    func address(_ family: Family) -> String {
        switch self {
        case .host: family == .v4 ? "198.51.100.2" : "2001:db8:2::2"
        case .absentHost: family == .v4 ? "198.51.100.99" : "2001:db8:2::99"
        case .absentNeighbour: family == .v4 ? "192.0.2.99" : "2001:db8:1::99"
        case .deafNeighbour: family == .v4 ? "192.0.2.98" : "2001:db8:1::98"
        case .dropped: family == .v4 ? "203.0.113.1" : "2001:db8:3::1"
        case .prohibited: family == .v4 ? "203.0.113.2" : "2001:db8:3::2"
        case .unreachable: family == .v4 ? "203.0.113.3" : "2001:db8:3::3"
        case .unrouted: family == .v4 ? "203.0.113.4" : "2001:db8:3::4"
        }
    }
}
