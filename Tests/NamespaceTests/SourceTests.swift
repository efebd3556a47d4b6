import Testing
import Workbench

extension NamespaceTests {
    /// Connections that leave where they are told to.
    @Suite struct SourceTests {
        /// The prober with a second cable, to another host that has the address of the first.
        private struct TwoWays {
            let networks: Networks
            let other: NetworkNamespace
            private let server: HostServer

            init() throws {
                networks = try Networks()
                other = try NetworkNamespace("other")
                try NetworkNamespace.connect(networks.prober, "eth1", other, "eth0")
                try other.ip(
                    "address add 198.51.100.2/24 dev eth0",
                    "address add 2001:db8:2::2/64 dev eth0")
                // The way through the router goes before the one on the second cable.
                try networks.prober.ip(
                    "address add 198.51.100.200/24 dev eth1",
                    "address add 2001:db8:2::200/64 dev eth1",
                    "route add 198.51.100.2 via 192.0.2.1",
                    "route add 2001:db8:2::2 via 2001:db8:1::1")
                server = try HostServer(in: other)
            }
        }

        private static func probe(_ family: Family, _ more: String) -> String {
            "host: \"\(Place.host.address(family))\", port: 80, \(more)"
        }

        @Test(arguments: Family.allCases)
        func `an interface is left by, whatever the routing table prefers`(family: Family) throws {
            let ways = try TwoWays()
            for (source, outcome) in [
                ("null", Attempt.Outcome.refused), ("eth0", .refused), ("eth1", .success),
            ] {
                // Since Linux 5.7 that takes no privilege, socket(7).
                for sandbox in [Sandbox.none, .powerless] {
                    let attempt = try Attempt(
                        in: ways.networks.prober,
                        probe: Self.probe(family, "source: \(source)"),
                        sandbox: sandbox)
                    #expect(attempt.outcome == outcome, "\(source): \(attempt)")
                    #expect(attempt.report["source"]?.text == (source == "null" ? nil : source))
                }
            }
        }

        @Test(arguments: Family.allCases)
        func `an interface without its route or its cable is our own trouble`(
            family: Family
        ) throws {
            let ways = try TwoWays()
            let prober = ways.networks.prober
            let probe = Self.probe(family, "source: eth1, connect_timeout: 1s")
            try ways.other.ip("link set eth0 down")
            let unplugged = try Attempt(in: prober, probe: probe)
            #expect(unplugged.outcome == .localRoute, "\(unplugged)")
            try ways.other.ip("link set eth0 up", "address flush dev eth0")
            try prober.ip("route delete \(family == .v4 ? "198.51.100.0/24" : "2001:db8:2::/64")")
            let routeless = try Attempt(in: prober, probe: probe)
            #expect(routeless.outcome == .localRoute, "\(routeless)")
            try prober.ip("link set eth1 down")
            let down = try Attempt(in: prober, probe: probe)
            #expect(down.outcome == .localRoute, "\(down)")
            try prober.ip("link delete eth1")
            let gone = try Attempt(in: prober, probe: probe)
            #expect(gone.outcome == .inconclusive("source_unavailable"), "\(gone)")
        }

        @Test(arguments: Family.allCases)
        func `an address is left from that another would not be answered at`(
            family: Family
        ) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let usual = family == .v4 ? "192.0.2.2" : "2001:db8:1::2"
            let second = family == .v4 ? "192.0.2.77" : "2001:db8:1::77"
            try networks.prober.ip("address add \(second)/\(family == .v4 ? 24 : 64) dev eth0")
            try networks.host.ip("route add blackhole \(usual)")
            for (source, outcome) in [
                (usual, Attempt.Outcome.timeout), (second, .success),
                (Place.host.address(family), .inconclusive("source_unavailable")),
            ] {
                let attempt = try Attempt(
                    in: networks.prober,
                    probe: Self.probe(family, "source: \"\(source)\", connect_timeout: 500ms"))
                #expect(attempt.outcome == outcome, "\(source): \(attempt)")
            }
            try networks.prober.ip("address delete \(second)/\(family == .v4 ? 24 : 64) dev eth0")
            let gone = try Attempt(
                in: networks.prober, probe: Self.probe(family, "source: \"\(second)\""))
            #expect(gone.outcome == .inconclusive("source_unavailable"), "\(gone)")
            withExtendedLifetime(server) {}
        }
    }
}
