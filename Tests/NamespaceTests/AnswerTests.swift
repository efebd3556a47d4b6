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
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let host = Place.host.address(family)
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                """
                servers:
                  - name: web
                    probes:
                      - name: port
                        host: "\(host)"
                        port: \(HostServer.greetingPort)
                        timeout: 30s
                        script: [expect: "220 ready", send: "HELO", expect: "250"]

                """)
            let child = try networks.prober.start(
                Programs.sonde, ["probe", "--format=json", "--config.file=\(file)", "web/port"])
            try server.waitForGuest()
            try networks.router.set(["ipv4/conf/far/accept_local": "1"])
            try networks.router.ip("address add \(host) dev lo")
            server.goOn()
            let report = try JSONText(try child.end().output)
            #expect(report["reason"] == .text("reset"), "\(report)")
            #expect(report["phase"] == .text("exchange"), "\(report)")
        }
    }
}
