/// A prober, a router and a host, with a cable between each and the next.
///
///     prober eth0 ── near router far ── eth0 host
final class Networks: Sendable {
    let prober: NetworkNamespace
    let router: NetworkNamespace
    let host: NetworkNamespace

    /// How long a neighbour may take to answer: three times this, and the link says that it is not
    /// there.
    private static let neighbourMilliseconds = "100"

    init() throws {
        prober = try NetworkNamespace("prober")
        router = try NetworkNamespace("router")
        host = try NetworkNamespace("host")
        try NetworkNamespace.connect(prober, "eth0", router, "near")
        try NetworkNamespace.connect(router, "far", host, "eth0")
        for (network, interface) in [(prober, "eth0"), (router, "near"), (router, "far")] {
            try network.set([
                "ipv4/neigh/\(interface)/retrans_time_ms": Self.neighbourMilliseconds,
                "ipv6/neigh/\(interface)/retrans_time_ms": Self.neighbourMilliseconds,
            ])
        }
        try router.set([
            "ipv4/ip_forward": "1", "ipv6/conf/all/forwarding": "1",
            // Every packet is told about, not one a second.
            "ipv4/icmp_ratelimit": "0", "ipv6/icmp/ratelimit": "0",
        ])
        try setRouter()
        try setProber()
        try setHost()
    }

    /// Gives the router its addresses and routes, also where it has lost them with a link.
    func setRouter() throws {
        var commands = [
            "address replace 192.0.2.1/24 dev near", "address replace 198.51.100.1/24 dev far",
            "address replace 2001:db8:1::1/64 dev near", "address replace 2001:db8:2::1/64 dev far",
        ]
        for family in Family.allCases {
            commands += [
                "route replace blackhole \(Place.dropped.address(family))",
                "route replace prohibit \(Place.prohibited.address(family))",
                "route replace unreachable \(Place.unreachable.address(family))",
            ]
        }
        try router.ip(commands)
    }

    /// Gives the prober its addresses and routes, also where it has lost them with its link.
    func setProber() throws {
        try prober.ip(
            "address replace 192.0.2.2/24 dev eth0", "address replace 2001:db8:1::2/64 dev eth0",
            "route replace default via 192.0.2.1", "route replace default via 2001:db8:1::1")
        for family in Family.allCases {
            let deaf = Place.deafNeighbour.address(family)
            try prober.ip("neighbour replace \(deaf) lladdr 02:00:00:00:00:01 dev eth0")
        }
    }

    /// Gives the host its addresses and routes, also where it has lost them with its link.
    func setHost() throws {
        try host.ip(
            "address replace 198.51.100.2/24 dev eth0",
            "address replace 2001:db8:2::2/64 dev eth0",
            "route replace default via 198.51.100.1", "route replace default via 2001:db8:2::1")
    }
}
