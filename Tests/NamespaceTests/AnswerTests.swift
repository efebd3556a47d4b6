import Testing
import Workbench

extension NamespaceTests {
    /// What hosts, links and routers say, or leave unsaid.
    @Suite struct AnswerTests {
        @Test(arguments: Family.allCases)
        func `a host answers for its ports itself`(family: Family) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let host = Place.host.address(family)
            let open = try Attempt(in: networks.prober, to: host, family)
            #expect(open.outcome == .success, "\(open)")
            let closed = try Attempt(
                in: networks.prober, to: host, family, port: HostServer.closedPort)
            #expect(closed.outcome == .refused, "\(closed)")
            withExtendedLifetime(server) {}
        }

        @Test(arguments: Family.allCases, [Place.dropped, .deafNeighbour])
        func `silence is a timeout, wherever it comes from`(family: Family, place: Place) throws {
            let networks = try Networks()
            let host = place.address(family)
            let attempt = try Attempt(
                in: networks.prober, probe: "host: \"\(host)\", port: 80, connect_timeout: 500ms")
            #expect(attempt.outcome == .timeout, "\(attempt)")
            #expect(attempt.durationSeconds >= 0.5, "\(attempt)")
        }

        /// Linux says of an IPv6 route of kind unreachable that there is none (RFC 4443 section
        /// 3.1, code 0), as it says where it has none.
        @Test(arguments: [
            (Place.prohibited, Family.v4, Attempt.Outcome.hostUnreachable),
            (.prohibited, .v6, .hostUnreachable),
            (.unreachable, .v4, .hostUnreachable), (.unreachable, .v6, .networkUnreachable),
            (.unrouted, .v4, .networkUnreachable), (.unrouted, .v6, .networkUnreachable),
        ])
        func `what a router says is said of the target`(
            place: Place, family: Family, outcome: Attempt.Outcome
        ) throws {
            let networks = try Networks()
            let attempt = try Attempt(in: networks.prober, to: place.address(family), family)
            #expect(attempt.outcome == outcome, "\(attempt)")
        }

        @Test(arguments: Family.allCases, [Place.absentHost, .absentNeighbour])
        func `a host that its link does not know is unreachable`(
            family: Family, place: Place
        ) throws {
            let networks = try Networks()
            let attempt = try Attempt(in: networks.prober, to: place.address(family), family)
            #expect(attempt.outcome == .hostUnreachable, "\(attempt)")
        }

        /// An address that has moved to a machine which knows nothing of the connection.
        @Test(arguments: Family.allCases)
        func `a router that resets a connection resets it`(family: Family) throws {
            let host = Place.host.address(family)
            let attempt = try Conversation.attempt(to: family, timeout: "30s") { networks, server in
                try networks.router.set(["ipv4/conf/far/accept_local": "1"])
                try networks.router.ip("address add \(host) dev lo")
                server.goOn()
            }
            #expect(attempt.outcome == .failure("reset", phase: "exchange"), "\(attempt)")
        }

        /// RFC 6298 section 2.1: it waits a second for the answer to the first.
        @Test(arguments: Family.allCases)
        func `a SYN that is lost is sent again, and its time is part of the connection`(
            family: Family
        ) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let router = family == .v4 ? "192.0.2.1" : "2001:db8:1::1"
            try networks.prober.ip(
                "neighbour replace \(router) lladdr 02:00:00:00:00:01 dev eth0")
            let host = Place.host.address(family)
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                """
                defaults: {timeout: 30s, connect_timeout: 30s}
                servers: [{name: web, probes: [{name: port, host: "\(host)", port: 80}]}]

                """)
            let child = try networks.prober.start(
                Programs.sonde, ["probe", "--format=json", "--config.file=\(file)", "web/port"])
            let table = family == .v4 ? "/proc/net/tcp" : "/proc/net/tcp6"
            try child.wait(for: "a SYN on its way") { _ in
                // The state SYN-SENT, proc_net(5).
                try networks.prober.run("/bin/cat", [table]).contains(" 02 ")
            }
            try networks.prober.ip("neighbour delete \(router) dev eth0")
            let attempt = try Attempt(try child.end())
            #expect(attempt.outcome == .success, "\(attempt)")
            #expect(attempt.durationSeconds > 0.9, "\(attempt)")
            #expect((attempt.report["path"]?["retransmits"]?.number ?? 0) >= 1, "\(attempt)")
            withExtendedLifetime(server) {}
        }
    }
}
