import FaultServers
import Simulation
import TLS
import Testing
import Workbench

extension SondeTests {
    /// Every fault that needs no network of its own, through the program, over both families of
    /// addresses, many times: none may be called anything but what it is.
    @Suite struct FaultMatrixTests {
        /// Under a sanitizer a thousand attempts a second would be more than the program can do.
        private static let attemptsEach = Sanitizer.isOn ? 2 : 20

        /// The probes of one row over one family.
        private struct Trial {
            var row: FaultRow
            var host: Loopback
            var peer: FaultPeer

            func name(_ number: Int) -> String { "\(row.name) \(host) \(number)" }

            var yaml: String {
                let address = host == .v4 ? "127.0.0.1" : "::1"
                let keys = row.keys.isEmpty ? "" : ", \(row.keys)"
                return (0..<FaultMatrixTests.attemptsEach).map { number in
                    "      - {name: \(name(number)), host: \"\(address)\", "
                        + "port: \(peer.port)\(keys)}\n"
                }.joined()
            }
        }

        @Test(arguments: FaultGroup.all)
        func `each fault is called by its name, every time`(group: FaultGroup) throws {
            let trials = try group.rows.flatMap { row in
                try row.hosts.map { Trial(row: row, host: $0, peer: try row.start($0)) }
            }
            let folder = try TemporaryFolder()
            try folder.write("root.pem", FaultAuthorities.shared.root.own.certificate)
            let file = try folder.write(
                "sonde.yml",
                """
                defaults: {interval: 5s, timeout: 4s, histograms: []}
                servers:
                  - name: faults
                    probes:

                """ + trials.map(\.yaml).joined())
            let sonde = try RunningSonde(["--config.file=\(file)"])
            let count = trials.count * Self.attemptsEach
            let page = try sonde.page(
                when: "a verdict on each of \(count) probes", within: 120, askingEvery: 2_000
            ) { $0.samples("probe_success").count == count }
            try Self.judge(trials, by: page)
        }

        private static func judge(_ trials: [Trial], by page: MetricsPage) throws {
            var found: [String: Set<String>] = [:]
            for sample in page.samples("probe_failure_reasons_total") where sample.value > 0 {
                let reason = "\(sample.labels["reason"] ?? "")/\(sample.labels["phase"] ?? "")"
                found[sample.labels["probe"] ?? "", default: []].insert(reason)
            }
            for sample in page.samples("probe_success") where sample.value == 1 {
                found[sample.labels["probe"] ?? "", default: []].insert("success")
            }
            for trial in trials {
                let outcomes = (0..<attemptsEach).map { found[trial.name($0)] ?? [] }
                #expect(outcomes.allSatisfy { !$0.isEmpty }, "\(trial.row.name) \(trial.host)")
                let all = outcomes.reduce(into: Set()) { $0.formUnion($1) }
                #expect(
                    all.isSubset(of: trial.row.outcomes), "\(trial.row.name) \(trial.host): \(all)")
            }
            // All that is not conclusive is a prober that stood still on a busy machine.
            #expect(
                page.sum("probe_inconclusive_total")
                    == page.sum("sonde_inconclusive_total", ["reason": "stalled"]))
        }
    }
}
