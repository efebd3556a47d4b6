import Testing
import Workbench

extension NamespaceTests {
    /// What Linux returns for each situation, twenty times at once, through one exporter.
    @Suite struct RepetitionTests {
        private static let count = 20

        /// What a probe is asked, and the one thing that it may say.
        struct Row: CustomTestStringConvertible, Sendable {
            let place: Place
            let family: Family
            var port = HostServer.openPort
            /// None is a success.
            let reason: String?

            var testDescription: String { name }
            var name: String { "\(place) \(family) \(port)" }

            func probe(_ number: Int) -> String {
                "name: \(name) \(number), host: \"\(place.address(family))\", port: \(port)"
            }
        }

        private static let rows: [Row] =
            Family.allCases.flatMap { family in
                [
                    Row(place: .host, family: family, reason: nil),
                    Row(
                        place: .host, family: family, port: HostServer.closedPort,
                        reason: "refused"),
                    Row(place: .dropped, family: family, reason: "timeout"),
                    Row(place: .deafNeighbour, family: family, reason: "timeout"),
                    Row(place: .absentNeighbour, family: family, reason: "host_unreachable"),
                    Row(place: .absentHost, family: family, reason: "host_unreachable"),
                ]
            } + [
                Row(place: .prohibited, family: .v6, reason: "host_unreachable"),
                Row(place: .unreachable, family: .v6, reason: "network_unreachable"),
                Row(place: .unrouted, family: .v6, reason: "network_unreachable"),
            ]

        @Test func `each situation is told by its reason, twenty times of twenty`() throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let probes = Self.rows.flatMap { row in (1...Self.count).map { row.probe($0) } }
            let sonde = try ServingSonde(
                in: networks.prober,
                defaults: "interval: 5s, timeout: 4s, connect_timeout: 3s", probes: probes)
            let page = try sonde.page(when: "a verdict of each") {
                $0.samples("probe_success").count == probes.count
            }
            for row in Self.rows { Self.expect(row, on: page) }
            withExtendedLifetime(server) {}
        }

        /// A router sends an IPv4 packet without a route back once a second at most, whatever its
        /// limits for ICMP (ip_error of the kernel): so these are asked one after the other.
        @Test(arguments: [
            Row(place: .prohibited, family: .v4, reason: "host_unreachable"),
            Row(place: .unreachable, family: .v4, reason: "host_unreachable"),
            Row(place: .unrouted, family: .v4, reason: "network_unreachable"),
        ])
        func `what a router says is told, twenty times of twenty`(row: Row) throws {
            let networks = try Networks()
            let sonde = try ServingSonde(
                in: networks.prober, defaults: "interval: 1500ms, timeout: 1s",
                probes: [row.probe(1)])
            let page = try sonde.page(when: "twenty verdicts") {
                $0.sum("probe_objective_attempts_total") >= Double(Self.count)
            }
            Self.expect(row, on: page)
        }

        private static func expect(_ row: Row, on page: MetricsPage) {
            func samples(_ family: String) -> [MetricsPage.Sample] {
                page.samples(family).filter {
                    $0.labels["probe"]?.hasPrefix("\(row.name) ") == true
                }
            }
            #expect(!samples("probe_success").isEmpty)
            for sample in samples("probe_success") {
                #expect(sample.value == (row.reason == nil ? 1 : 0), "\(sample)")
            }
            let failures = samples("probe_failure_reasons_total")
            #expect(failures.isEmpty == (row.reason == nil))
            for sample in failures {
                #expect(sample.labels["reason"] == row.reason, "\(sample)")
                #expect(sample.labels["phase"] == "connect", "\(sample)")
            }
            // A machine that stands still says so, and nothing else.
            #expect(Set(page.inconclusive.keys).isSubset(of: ["stalled"]))
        }

        /// Routes of our own that lead nowhere, ip-route(8), or none at all.
        @Test(arguments: Family.allCases, ["blackhole", "prohibit", "unreachable", "none"])
        func `a dead end of our own is our trouble, twenty times of twenty`(
            family: Family, kind: String
        ) throws {
            let networks = try Networks()
            let address = Place.unrouted.address(family)
            try networks.prober.ip(
                kind == "none"
                    ? "route delete \(family.defaultRoute)" : "route add \(kind) \(address)")
            let sonde = try ServingSonde(
                in: networks.prober, defaults: "interval: 2s, timeout: 1s",
                probes: (1...Self.count).map { "name: port \($0), host: \"\(address)\", port: 80" })
            let page = try sonde.page(when: "an attempt of each") {
                !$0.samples("probe_inconclusive_total").contains { $0.value == 0 }
            }
            #expect(page.samples("probe_inconclusive_total").count == Self.count)
            #expect(page.failures == [:])
            #expect(page.samples("probe_success").isEmpty)
            #expect(Set(page.inconclusive.keys).subtracting(["stalled"]) == ["local_route"])
        }
    }
}
