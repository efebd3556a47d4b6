import Testing
import Workbench

extension NamespaceTests {
    /// A name with addresses of both families, where one of them does not work.
    @Suite struct FamilyTests {
        private static func name(_ v6: Place) -> [String] {
            ["\(v6.address(.v6)) both.test", "\(Place.host.address(.v4)) both.test"]
        }

        /// How a machine may be without IPv6.
        enum Lack: CaseIterable, Sendable {
            case disabledEverywhere
            case disabledOnTheInterface
            case noAddress
            case noRoute
            case noAddressButARoute

            func impose(on network: NetworkNamespace) throws {
                switch self {
                case .disabledEverywhere: try network.set(["ipv6/conf/all/disable_ipv6": "1"])
                case .disabledOnTheInterface:
                    try network.set(["ipv6/conf/eth0/disable_ipv6": "1"])
                case .noAddress: try network.ip("address flush dev eth0 to ::/0")
                case .noRoute: try network.ip("route delete ::/0")
                case .noAddressButARoute:
                    try network.ip(
                        "address flush dev eth0 scope global to 2001:db8::/32",
                        "route replace ::/0 dev eth0")
                }
            }
        }

        @Test(arguments: Lack.allCases)
        func `without IPv6 an IPv6 address is inconclusive, and a name goes by IPv4`(
            lack: Lack
        ) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            try lack.impose(on: networks.prober)
            let host = Place.host.address(.v6)
            let alone = try Attempt(in: networks.prober, to: host, .v6)
            #expect(alone.outcome == .localRoute, "\(alone)")
            let both = try Attempt(
                in: networks.prober, probe: "host: both.test, port: 80", hosts: Self.name(.host))
            #expect(both.outcome == .success, "\(both)")
            #expect(both.address == Place.host.address(.v4))
            let v6Only = try Attempt(
                in: networks.prober, probe: "host: both.test, port: 80, ip_protocol: ip6",
                hosts: Self.name(.host))
            #expect(v6Only.outcome == .localRoute, "\(v6Only)")
            withExtendedLifetime(server) {}
        }

        @Test func `an IPv6 address that is swallowed fails, although IPv4 would answer`() throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let probe = "host: both.test, port: 80, connect_timeout: 500ms"
            let first = try Attempt(
                in: networks.prober, probe: probe, hosts: Self.name(.dropped))
            #expect(first.outcome == .timeout, "\(first)")
            #expect(first.address == Place.dropped.address(.v6))
            for policy in ["ip4", "prefer_ip4"] {
                let attempt = try Attempt(
                    in: networks.prober, probe: "\(probe), ip_protocol: \(policy)",
                    hosts: Self.name(.dropped))
                #expect(attempt.outcome == .success, "\(attempt)")
                #expect(attempt.address == Place.host.address(.v4))
            }
            withExtendedLifetime(server) {}
        }

        @Test func `of any addresses IPv4 has its turn while the IPv6 one is swallowed`() throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let attempt = try Attempt(
                in: networks.prober,
                probe: "host: both.test, port: 80, addresses: any, connect_timeout: 4s",
                hosts: Self.name(.dropped))
            #expect(attempt.outcome == .success, "\(attempt)")
            #expect(attempt.address == Place.host.address(.v4))
            // RFC 8305 section 5: the delay before the next one is tried.
            let seconds = try #require(attempt.report["phases"]?["connect_seconds"]?.number)
            #expect(seconds >= 0.25, "\(attempt)")
            #expect(seconds < 4, "\(attempt)")
            withExtendedLifetime(server) {}
        }

        @Test(arguments: [(1, Attempt.Outcome.success), (2, .tooFewAddresses)])
        func `of all addresses each is told alone, and the quorum judges the whole`(
            quorum: Int, outcome: Attempt.Outcome
        ) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let attempt = try Attempt(
                in: networks.prober,
                probe: "host: both.test, port: 80, addresses: all, quorum: \(quorum), "
                    + "connect_timeout: 500ms",
                hosts: Self.name(.dropped))
            #expect(attempt.outcome == outcome, "\(attempt)")
            let outcomes = [
                Place.host.address(.v4): Attempt.Outcome.success,
                Place.dropped.address(.v6): .timeout,
            ]
            #expect(attempt.outcomes == outcomes, "\(attempt)")
            withExtendedLifetime(server) {}
        }
    }
}
