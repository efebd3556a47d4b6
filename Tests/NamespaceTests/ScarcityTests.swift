import Testing
import Workbench

extension NamespaceTests {
    /// A thousand probes where there is too little of something.
    @Suite struct ScarcityTests {
        private static let probeCount = 1_000

        private static func probes(_ name: String, _ address: String, count: Int) -> [String] {
            (1...count).map { "name: \(name) \($0), host: \"\(address)\", port: 80" }
        }

        /// As many that are open as that are silent, of each family.
        private static let openAndSilent = Family.allCases.flatMap { family in
            probes("open \(family)", Place.host.address(family), count: probeCount / 4)
                + probes("silent \(family)", Place.dropped.address(family), count: probeCount / 4)
        }

        /// Where a connection has ended its port stays taken for a minute (TIME_WAIT).
        @Test(arguments: Family.allCases)
        func `ten local ports for a thousand probes are our trouble`(family: Family) throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            try networks.prober.set(["ipv4/ip_local_port_range": "40000 40009"])
            let sonde = try ServingSonde(
                in: networks.prober, defaults: "interval: 2s, timeout: 1500ms",
                probes: Self.probes(
                    "port", Place.host.address(family), count: Self.probeCount))
            let page = try sonde.page(when: "two attempts of each") {
                $0.sum("probe_attempts_total") >= Double(2 * Self.probeCount)
            }
            #expect(page.failures == [:])
            #expect(Set(page.inconclusive.keys).subtracting(["stalled"]) == ["ports"])
            #expect(page.sum("probe_connects_total") > 0)
            #expect(page.inconclusive["ports"].map { $0 > Double(Self.probeCount) } == true)
            withExtendedLifetime(server) {}
        }

        @Test func `256 descriptors for a thousand probes make no wrong verdict`() throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let sonde = try ServingSonde(
                in: networks.prober,
                defaults: "interval: 2s, timeout: 1500ms, connect_timeout: 1500ms",
                probes: Self.openAndSilent, descriptorsMax: 256)
            let page = try sonde.page(when: "attempts of each") {
                $0.sum("probe_attempts_total") >= Double(2 * Self.probeCount)
            }
            #expect(page.value("process_max_fds") == 256)
            try Self.expectNoWrongVerdict(page)
            withExtendedLifetime(server) {}
        }

        @Test func `descriptors that run out make no wrong verdict`() throws {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let sonde = try ServingSonde(
                in: networks.prober,
                defaults: "interval: 2s, timeout: 1500ms, connect_timeout: 1500ms",
                probes: Self.openAndSilent)
            _ = try sonde.page(when: "a first success") { $0.sum("probe_connects_total") > 0 }
            // It has counted on as many as there were when it began.
            try sonde.limitDescriptors(to: 64)
            let page = try sonde.page(when: "attempts without a descriptor") {
                $0.inconclusive["descriptors"].map { $0 > Double(Self.probeCount / 4) } == true
            }
            try Self.expectNoWrongVerdict(page)
            withExtendedLifetime(server) {}
        }

        /// What is open never fails, what is silent never succeeds, and only times out.
        private static func expectNoWrongVerdict(_ page: MetricsPage) throws {
            #expect(page.samples("probe_attempts_total").count == probeCount)
            for sample in page.samples("probe_failures_total") where sample.value > 0 {
                #expect(sample.labels["probe"]?.hasPrefix("silent") == true, "\(sample)")
            }
            for sample in page.samples("probe_connects_total") where sample.value > 0 {
                #expect(sample.labels["probe"]?.hasPrefix("open") == true, "\(sample)")
            }
            #expect(page.sum("probe_connects_total") > 0)
            #expect(Set(page.failures.keys) == ["timeout"])
            #expect(page.inconclusive.keys.allSatisfy { ["descriptors", "stalled"].contains($0) })
        }
    }
}
