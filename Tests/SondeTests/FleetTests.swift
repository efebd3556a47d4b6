import FaultServers
import Testing
import Workbench

extension SondeTests {
    /// Several exporters that share one configuration, scraped by one Prometheus.
    @Suite struct FleetTests {
        private let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
        }

        private static let probeCount = 200

        /// A configuration for two vantage points: each has probes of its own, both have others.
        private func configuration() throws -> String {
            let server = TCPFaultServer(.refuse)
            var text = "servers:\n"
            for (name, gateways) in [
                ("fra", "[fra1]"), ("nyc", "[nyc1]"), ("both", "[fra1, nyc1]"),
            ] {
                text += "  - name: \(name)\n    gateways: \(gateways)\n    probes:\n"
                for index in 0..<3 {
                    text += "      - {name: p\(index), host: 127.0.0.1, port: \(server.port), "
                    text += "interval: 1s, timeout: 900ms}\n"
                }
            }
            return try folder.write("gateways.yml", text)
        }

        /// Probes whose identities are the same in each run, so that the shares are as well: the
        /// port is a fixed one, and nobody needs to answer there.
        private func manyProbes() throws -> String {
            var text = "servers:\n  - name: many\n    probes:\n"
            for index in 0..<Self.probeCount {
                text += "      - {name: p\(index), host: 127.0.0.1, port: 9, "
                text += "interval: 5s, timeout: 1s}\n"
            }
            return try folder.write("shards.yml", text)
        }

        /// The labels of each series of a family, as Prometheus has them, without the instance.
        private static func series(
            _ prometheus: RunningPrometheus, _ query: String
        ) throws -> [[String: String]] {
            try prometheus.vector(query).map { sample in
                sample.labels.filter { !["instance", "job"].contains($0.key) }
            }
        }

        @Test func `two vantage points with one configuration give the union, nothing twice`()
            throws
        {
            let file = try configuration()
            let exporters = try ["fra1", "nyc1"].map {
                try RunningSonde(["--config.file=\(file)", "--gateway=\($0)"])
            }
            let prometheus = try RunningPrometheus(exporters.map(\.client.port))
            let found = try prometheus.wait(for: "all twelve probes") {
                let series = try Self.series($0, "probe_attempts_total")
                return series.count == 12 ? series : nil
            }
            #expect(Set(found.map(Self.text)).count == 12)
            let names = found.map { "\($0["gateway"] ?? "") \($0["server"] ?? "")" }.sorted()
            let expected = [
                "fra1 both", "fra1 fra", "nyc1 both", "nyc1 nyc",
            ].flatMap { [String](repeating: $0, count: 3) }
            #expect(names == expected)
            #expect(try prometheus.duplicatedSeries() == [])
        }

        private static func text(_ labels: [String: String]) -> String {
            labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                .joined(separator: ",")
        }

        /// The shard that has each probe, as one Prometheus sees all of them.
        private func owners(_ count: Int, _ file: String) throws -> [String: String] {
            let exporters = try (0..<count).map {
                try RunningSonde(["--config.file=\(file)", "--shard=\($0)/\(count)"])
            }
            let shards = Dictionary(
                uniqueKeysWithValues: exporters.enumerated().map {
                    ("127.0.0.1:\($1.client.port)", "\($0)")
                })
            let prometheus = try RunningPrometheus(exporters.map(\.client.port))
            let samples = try prometheus.wait(for: "all probes") {
                let samples = try $0.vector("probe_info")
                return samples.count >= Self.probeCount ? samples : nil
            }
            #expect(samples.count == Self.probeCount)
            #expect(try prometheus.duplicatedSeries() == [])
            var owners: [String: String] = [:]
            for sample in samples {
                let probe = sample.labels["probe"] ?? ""
                #expect(owners[probe] == nil, "\(probe) runs twice")
                owners[probe] = shards[sample.labels["instance"] ?? ""]
            }
            return owners
        }

        @Test func `five shards have each probe once, and a sixth takes about a sixth of them`()
            throws
        {
            let file = try manyProbes()
            let (five, six) = (try owners(5, file), try owners(6, file))
            #expect(five.count == Self.probeCount && six.count == Self.probeCount)
            #expect(Set(five.values).count == 5 && Set(six.values).count == 6)
            let moved = five.filter { six[$0.key] != $0.value }
            // Only to the new one; 200 names give 33 of them, and the names are always the same.
            #expect(moved.allSatisfy { six[$0.key] == "5" })
            #expect((20...47).contains(moved.count), "\(moved.count) moved")
        }
    }
}
