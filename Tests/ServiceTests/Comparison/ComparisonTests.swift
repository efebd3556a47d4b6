import Testing
import Workbench

extension Services {
    /// blackbox_exporter and Sonde, side by side.
    @Suite struct ComparisonTests {
        static let all = Comparison.connections + Comparison.texts + Comparison.upgrades
        static let timeout = "1s"

        /// All that the comparisons need, started once.
        struct Bench {
            let certificates: TestCertificates
            let servers: [ScriptedServers]
            let ports: [String: UInt16]
            let blackbox: BlackboxExporter
            let file: String
            let folder: TemporaryFolder
            /// As blackbox_exporter is told of it.
            let modules: [(name: String, tcp: String)]
        }

        static func bench() throws -> Bench {
            let certificates = try Services.certificates
            var ports: [String: UInt16] = [:]
            let servers = try Comparison.Certificate.allCases.map { kind in
                let some = all.filter { $0.certificate == kind }
                let leaf = kind == .good ? certificates.good : certificates.expired
                let servers = try ScriptedServers(some.map(\.peer), leaf)
                for (comparison, port) in zip(some, servers.ports) { ports[comparison.name] = port }
                return servers
            }
            let known = { (text: String) in text.replacing("AUTHORITY", with: certificates.root) }
            let probes = try all.map { comparison in
                let port = try #require(ports[comparison.name])
                let keys =
                    "name: \(comparison.name)\nhost: 127.0.0.1\nport: \(port)\n"
                    + "timeout: \(timeout)\n" + known(comparison.probe)
                return "  -\n"
                    + keys.split(separator: "\n").map { "    \($0)\n" }.joined()
            }
            let folder = try TemporaryFolder()
            let text = "servers:\n- name: peer\n  probes:\n" + probes.joined()
            let modules = all.map { ($0.name, known($0.module)) }
            return Bench(
                certificates: certificates, servers: servers, ports: ports,
                blackbox: try BlackboxExporter(modules, timeout: timeout),
                file: try folder.write("sonde.yml", text), folder: folder, modules: modules)
        }

        @Test(.needsBlackboxExporter)
        func `both say the same, or there is a name for what one of them lacks`() throws {
            let bench = try Self.bench()
            for comparison in Self.all {
                let port = try #require(bench.ports[comparison.name])
                let end = try Programs.probe([
                    Programs.sonde, "probe", "--config.file=\(bench.file)",
                    "peer/\(comparison.name)",
                ])
                let facts = ProbeText(end.output).facts
                let outcome = facts["reason"] ?? facts["verdict"]
                #expect(outcome == comparison.outcome, "\(comparison.name): \(end)")
                let said = try bench.blackbox.isSuccess(comparison.name, port: port)
                #expect(said == comparison.blackboxSays, "\(comparison.name)")
                let agrees = said == (comparison.outcome == "success")
                #expect(agrees == (comparison.defect == nil), "\(comparison.name)")
            }
        }

        @Test func `twenty of them are the same, and no more than five are not`() {
            #expect(Self.all.filter { $0.defect == nil }.count >= 15)
            #expect(Self.all.count >= 20)
        }
    }
}
