import Testing
import Workbench

extension NamespaceTests {
    /// Our own routes, links and addresses: their trouble is never the target's failure.
    @Suite struct OwnTroubleTests {
        @Test(arguments: Family.allCases, ["blackhole", "prohibit", "unreachable", "throw"])
        func `a route of ours that leads nowhere is inconclusive`(
            family: Family, kind: String
        ) throws {
            let networks = try Networks()
            let host = Place.host.address(family)
            try networks.prober.ip("route add \(kind) \(host)")
            if kind == "throw" { try networks.prober.ip("route delete \(family.defaultRoute)") }
            let attempt = try Attempt(in: networks.prober, to: host, family)
            #expect(attempt.outcome == .localRoute, "\(attempt)")
        }

        @Test(arguments: Family.allCases)
        func `no route is inconclusive, and so is one to nowhere but loopback`(
            family: Family
        ) throws {
            let networks = try Networks()
            let host = Place.host.address(family)
            try networks.prober.ip("route delete \(family.defaultRoute)")
            let routeless = try Attempt(in: networks.prober, to: host, family)
            #expect(routeless.outcome == .localRoute, "\(routeless)")
            let alone = try NetworkNamespace("alone")
            let attempt = try Attempt(in: alone, to: host, family)
            #expect(attempt.outcome == .localRoute, "\(attempt)")
        }

        @Test(arguments: Family.allCases)
        func `an interface that is down is inconclusive`(family: Family) throws {
            let networks = try Networks()
            try networks.prober.ip("link set eth0 down")
            let attempt = try Attempt(
                in: networks.prober, to: Place.host.address(family), family)
            #expect(attempt.outcome == .localRoute, "\(attempt)")
        }

        @Test(arguments: Family.allCases, [Place.host, .absentNeighbour, .deafNeighbour])
        func `a cable that is out at our end is inconclusive`(
            family: Family, place: Place
        ) throws {
            let networks = try Networks()
            try networks.router.ip("link set near down")
            let attempt = try Attempt(in: networks.prober, to: place.address(family), family)
            #expect(attempt.outcome == .localRoute, "\(attempt)")
        }

        /// Before the kernel gives it up as a neighbour, which takes three seconds, and after.
        @Test(arguments: Family.allCases, ["1s", "5s"])
        func `a router of ours that does not answer on its link is inconclusive`(
            family: Family, timeout: String
        ) throws {
            let networks = try Networks()
            try networks.router.ip("address flush dev near scope global")
            let host = "host: \"\(Place.host.address(family))\", port: 80"
            let attempt = try Attempt(
                in: networks.prober,
                probe: "\(host), timeout: \(timeout), connect_timeout: \(timeout)")
            #expect(attempt.outcome == .localRoute, "\(attempt)")
        }

        @Test(arguments: Family.allCases)
        func `an interface without an address is inconclusive`(family: Family) throws {
            let networks = try Networks()
            try networks.prober.ip(
                "address flush dev eth0 scope global",
                "route replace \(family.defaultRoute) dev eth0")
            let attempt = try Attempt(
                in: networks.prober, to: Place.host.address(family), family)
            #expect(attempt.outcome == .localRoute, "\(attempt)")
            #expect(attempt.durationSeconds < 1, "\(attempt)")
        }

        @Test(arguments: Family.allCases)
        func `a name server that we have no way to is no failure of the name`(
            family: Family
        ) throws {
            let networks = try Networks()
            let probe = "host: name.test, port: 80, timeout: 2s"
            let resolver = family.bracketed(Place.dropped.address(family))
            let silent = try Attempt(in: networks.prober, probe: probe, resolver: resolver)
            #expect(silent.outcome == .nameTimeout, "\(silent)")
            try networks.router.ip("link set near down")
            let unplugged = try Attempt(in: networks.prober, probe: probe, resolver: resolver)
            #expect(unplugged.outcome == .localRoute, "\(unplugged)")
            let setting = family == .v4 ? nil : ["ipv6/conf/all/disable_ipv6": "1"]
            if let setting { try networks.prober.set(setting) }
            try networks.prober.ip("link set eth0 down")
            let down = try Attempt(in: networks.prober, probe: probe, resolver: resolver)
            #expect(down.outcome == .localRoute, "\(down)")
        }

        /// To ask for the way takes a datagram socket, to connect does not; a profile of AppArmor
        /// may allow the one without the other.
        @Test(arguments: Family.allCases)
        func `a sandbox without datagrams does not excuse a target that is silent`(
            family: Family
        ) throws {
            let networks = try Networks()
            let attempt = try Attempt(
                in: networks.prober,
                probe: "host: \"\(Place.dropped.address(family))\", port: 80, timeout: 1s",
                sandbox: .withoutDatagrams)
            #expect(attempt.outcome == .timeout, "\(attempt)")
        }

        /// RFC 9293 section 3.5: a SYN to itself opens a connection.
        @Test(arguments: Family.allCases)
        func `a port that we connect from ourselves is refused`(family: Family) throws {
            let network = try NetworkNamespace("alone")
            try network.set(["ipv4/ip_local_port_range": "40000 40000"])
            let attempt = try Attempt(
                in: network, to: family == .v4 ? "127.0.0.1" : "::1", family, port: 40_000)
            #expect(attempt.outcome == .refused, "\(attempt)")
        }
    }
}

extension Family {
    /// The destination of the route that all else takes.
    var defaultRoute: String { self == .v4 ? "0.0.0.0/0" : "::/0" }
}
