import Testing
import Workbench

extension NamespaceTests {
    /// What Linux returns for each situation, twenty times at once, through one exporter.
    @Suite struct RepetitionTests {
        private static let count = 20

        /// What a probe is asked, and the one thing that it may say.
        private struct Row {
            let name: String
            let place: Place
            var port = HostServer.openPort
            let reason: @Sendable (Family) -> String?
        }

        /// No reason is a success.
        private static let rows: [Row] = [
            Row(name: "open", place: .host) { _ in nil },
            Row(name: "closed", place: .host, port: HostServer.closedPort) { _ in "refused" },
            Row(name: "dropped", place: .dropped) { _ in "timeout" },
            Row(name: "deaf neighbour", place: .deafNeighbour) { _ in "timeout" },
            Row(name: "absent neighbour", place: .absentNeighbour) { _ in "host_unreachable" },
            Row(name: "absent host", place: .absentHost) { _ in "host_unreachable" },
            Row(name: "prohibited", place: .prohibited) { _ in "host_unreachable" },
            Row(name: "unreachable", place: .unreachable) {
                $0 == .v4 ? "host_unreachable" : "network_unreachable"
            },
            Row(name: "unrouted", place: .unrouted) { _ in "network_unreachable" },
        ]

        private static func probes() -> [String] {
            rows.flatMap { row in
                Family.allCases.flatMap { family in
                    (1...count).map { number in
                        "name: \(row.name) \(family) \(number), "
                            + "host: \"\(row.place.address(family))\", port: \(row.port)"
                    }
                }
            }
        }

        @Test func `each situation is told by its reason, twenty times of twenty`() throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let sonde = try ServingSonde(
                in: networks.prober,
                defaults: "interval: 5s, timeout: 4s, connect_timeout: 3s", probes: Self.probes())
            let page = try sonde.page(when: "a verdict of each") {
                $0.samples("probe_success").count == Self.probes().count
            }
            for row in Self.rows {
                for family in Family.allCases {
                    let name = "\(row.name) \(family) "
                    let verdicts = page.samples("probe_success").filter {
                        $0.labels["probe"]?.hasPrefix(name) == true
                    }
                    let reasons = page.samples("probe_failure_reasons_total").filter {
                        $0.labels["probe"]?.hasPrefix(name) == true
                    }
                    let expected = row.reason(family)
                    #expect(verdicts.count == Self.count)
                    #expect(
                        verdicts.allSatisfy { $0.value == (expected == nil ? 1 : 0) }, "\(name)")
                    #expect(
                        Set(reasons.map { $0.labels["reason"] })
                            == Set([expected].filter { $0 != nil }),
                        "\(name)")
                    #expect(reasons.allSatisfy { $0.labels["phase"] == "connect" }, "\(name)")
                }
            }
            // A machine that stands still says so, and nothing else.
            #expect(Set(page.inconclusive.keys).isSubset(of: ["stalled"]))
            withExtendedLifetime(server) {}
        }

        /// Routes of our own that lead nowhere, ip-route(8).
        @Test(arguments: Family.allCases, ["blackhole", "prohibit", "unreachable"])
        func `a dead end of our own is our trouble, twenty times of twenty`(
            family: Family, kind: String
        ) throws {
            let networks = try Networks()
            let address = Place.unrouted.address(family)
            try networks.prober.ip("route add \(kind) \(address)")
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
