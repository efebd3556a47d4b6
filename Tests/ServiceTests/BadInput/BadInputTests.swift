import Simulation
import Testing
import Workbench

extension Services {
    /// What the network may do to a conversation, on real sockets.
    @Suite struct BadInputTests {
        private static let all = BadPeer.inTheClear + BadPeer.aroundTLS
        private static let timeoutMilliseconds = 1_000.0

        /// Servers and a configuration with a probe for each peer, under the peer's number.
        private struct Bench {
            let certificates: TestCertificates
            let servers: [ScriptedServers]
            let folder: TemporaryFolder
            let file: String
        }

        private static func bench(interval: String = "1m") throws -> Bench {
            let certificates = try Services.certificates
            var servers: [ScriptedServers] = []
            var probes = ""
            for kind in Comparison.Certificate.allCases {
                let some = all.enumerated().filter { $0.element.certificate == kind }
                let leaf = kind == .good ? certificates.good : certificates.expired
                let started = try ScriptedServers(some.map { $0.element.acts }, leaf)
                servers.append(started)
                for (place, port) in zip(some, started.ports) {
                    let isUpgraded = place.element.script.contains("starttls")
                    let tls = isUpgraded ? "tls: {ca_file: \(certificates.root)}\n" : ""
                    let keys =
                        "name: peer-\(place.offset)\nhost: 127.0.0.1\nport: \(port)\n"
                        + "interval: \(interval)\ntimeout: 1s\n" + tls
                        + Comparison.script(place.element.script)
                    probes += "  -\n" + keys.split(separator: "\n").map { "    \($0)\n" }.joined()
                }
            }
            let folder = try TemporaryFolder()
            let text = "servers:\n- name: bad\n  probes:\n" + probes
            return Bench(
                certificates: certificates, servers: servers, folder: folder,
                file: try folder.write("sonde.yml", text))
        }

        @Test func `each fault is told by its reason, phase and step, in time`() throws {
            let bench = try Self.bench()
            for (place, peer) in Self.all.enumerated() {
                var overrun = 0.0
                // Other tests share the processors, so that one attempt may be late by their fault.
                for _ in 0..<10 {
                    let end = try Programs.probe([
                        Programs.sonde, "probe", "--config.file=\(bench.file)", "bad/peer-\(place)",
                    ])
                    let facts = ProbeText(end.output).facts
                    #expect(
                        facts["reason"] == "\(peer.reason) (in phase \(peer.phase))",
                        "\(peer): \(end)")
                    #expect(
                        facts["step"]?.hasPrefix("\(peer.step) of the script") == true, "\(end)")
                    let total = facts["total"].flatMap { Double($0.prefix { $0 != " " }) }
                    overrun = try #require(total) - Self.timeoutMilliseconds
                    if overrun <= 50 { break }
                }
                #expect(overrun <= (Sanitizer.isOn ? 500 : 50), "\(peer)")
            }
        }

        @Test func `the program stays small under all of them at once`() throws {
            let bench = try Self.bench(interval: "1s")
            let sonde = try RunningSonde(["--config.file=\(bench.file)"])
            let wanted = Double(Self.all.count * 4)
            // Time for each to be met several times: no page says how large the memory has been.
            let page = try sonde.page(when: "each was met often", within: 60) {
                $0.sum("probe_failures_total") >= wanted
            }
            #expect(page.sum("probe_success") == 0)
            #expect(page.sum("probe_failure_reasons_total", ["reason": "other"]) == 0)
            let resident = try #require(page.value("process_resident_memory_bytes"))
            let megabytes = resident / 1_000_000
            #expect(megabytes < (Sanitizer.isOn ? 400 : 40), "\(megabytes) MB")
            #expect(try sonde.end(by: 15).end.status == 0)
        }
    }
}
