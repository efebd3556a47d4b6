import Testing
import Workbench

extension NamespaceTests {
    /// Ports that are not to be open.
    @Suite struct ExpectationTests {
        private static func attempt(
            _ networks: Networks, _ place: Place, _ family: Family, port: Int, _ expectation: String
        ) throws -> Attempt {
            let target = "host: \"\(place.address(family))\", port: \(port)"
            return try Attempt(
                in: networks.prober,
                probe: "\(target), expect: \(expectation), connect_timeout: 500ms")
        }

        @Test(arguments: Family.allCases)
        func `a port succeeds where it is as it is to be`(family: Family) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            var seen: [(place: Place, port: Int, state: String)] = [
                (.host, HostServer.openPort, "open"), (.host, HostServer.closedPort, "refused"),
            ]
            let filtered: [Place] = [
                .dropped, .deafNeighbour, .prohibited, .unreachable, .unrouted, .absentHost,
            ]
            seen += filtered.map { ($0, HostServer.openPort, "filtered") }
            for (place, port, state) in seen {
                for expectation in ["closed", "refused", "filtered"] {
                    let attempt = try Self.attempt(networks, place, family, port: port, expectation)
                    let isMet =
                        expectation == state || (expectation == "closed" && state != "open")
                    let reason = state == "open" ? "unexpectedly_open" : "unexpectedly_closed"
                    let outcome: Attempt.Outcome =
                        isMet ? .success : .failure(reason, phase: "connect")
                    #expect(attempt.outcome == outcome, "\(place), \(expectation): \(attempt)")
                    #expect(attempt.report["port_state"] == .text(state), "\(place): \(attempt)")
                }
            }
            withExtendedLifetime(server) {}
        }

        /// What keeps us from asking.
        enum Trouble: CaseIterable, Sendable {
            case cable
            case interface
            case route
            case address
            case ports
        }

        @Test(arguments: Trouble.allCases, Family.allCases)
        func `our own trouble never counts as closed`(trouble: Trouble, family: Family) throws {
            let networks = try Networks()
            let prober = networks.prober
            switch trouble {
            case .cable: try networks.router.ip("link set near down")
            case .interface: try prober.ip("link set eth0 down")
            case .route: try prober.ip("route add unreachable \(Place.dropped.address(family))")
            case .address:
                try prober.ip(
                    "address flush dev eth0 scope global",
                    "route replace \(family.defaultRoute) dev eth0")
            case .ports:
                // One port for all, which is reserved.
                try prober.set([
                    "ipv4/ip_local_port_range": "40000 40000",
                    "ipv4/ip_local_reserved_ports": "40000",
                ])
            }
            for expectation in ["open", "closed", "refused", "filtered"] {
                let attempt = try Self.attempt(networks, .dropped, family, port: 80, expectation)
                let reason = trouble == .ports ? "ports" : "local_route"
                #expect(attempt.outcome == .inconclusive(reason), "\(expectation): \(attempt)")
                #expect(attempt.report["port_state"] == .null, "\(attempt)")
            }
        }
    }
}
