import FaultServers
import Simulation
import Testing
import Workbench

extension SondeTests {
    /// Whether descriptors or memory are lost when attempts go on and on.
    @Suite struct EnduranceTests {
        /// A sanitizer makes each attempt several times as slow.
        private static let attemptCount = Sanitizer.isOn ? 5_000.0 : 20_000
        private static let warmUpCount = Sanitizer.isOn ? 2_000.0 : 4_000
        private static let probesForEach = 10

        /// Where attempts go: each way in which they can end, over and over.
        private struct World {
            let certificates: TestCertificates
            let nginx: RealServer
            let faults: [(TCPFault, TCPFaultServer)]

            init() throws {
                certificates = try TestCertificates()
                nginx = try RealServer.nginx(certificates.good)
                faults = TCPFault.allCases.filter { $0 != .drain }.map { ($0, TCPFaultServer($0)) }
            }

            var yaml: String {
                var lines = [
                    "defaults: {interval: 100ms, timeout: 90ms}", "servers:", "  - name: servers",
                    "    probes:",
                ]
                func add(_ name: String, _ port: UInt16, _ more: String) {
                    for number in 0..<EnduranceTests.probesForEach {
                        let target = "host: 127.0.0.1, port: \(port)\(more)"
                        lines.append("      - {name: \(name) \(number), \(target)}")
                    }
                }
                for (fault, server) in faults {
                    add("\(fault)", server.port, fault.staysSilent ? ", tls: {}" : "")
                }
                for fault in [TCPFault.alert, .garbage, .closeAfterFirstBytes] {
                    guard let server = faults.first(where: { $0.0 == fault })?.1 else { continue }
                    add("\(fault) tls", server.port, ", tls: {}")
                }
                let trusted = ", tls: {server_name: localhost, ca_file: root.pem}"
                add("nginx", nginx.port, trusted)
                add("nginx untrusted", nginx.port, ", tls: {}")
                return lines.joined(separator: "\n") + "\n"
            }
        }

        private struct Figures {
            var attempts, descriptors, residentBytes: Double
        }

        @Test func `many attempts neither keep descriptors nor memory`() throws {
            let world = try World()
            let file = try world.certificates.folder.write("sonde.yml", world.yaml)
            let sonde = try RunningSonde(["--config.file=\(file)"])
            let before = try Self.figures(sonde, after: Self.warmUpCount)
            let after = try Self.figures(sonde, after: before.attempts + Self.attemptCount)
            // An attempt counts as one although it may have closed already; a leak would be
            // hundreds.
            #expect(after.descriptors <= before.descriptors + 10, "\(before) \(after)")
            if !Sanitizer.isOn {
                #expect(
                    after.residentBytes - before.residentBytes < 1_048_576, "\(before) \(after)")
            }
            let page = try sonde.page()
            #expect(page.sum("probe_failure_reasons_total", ["reason": "other"]) == 0)
            #expect(
                page.sum("probe_inconclusive_total")
                    == page.sum("sonde_inconclusive_total", ["reason": "stalled"]))
            for (fault, server) in world.faults where fault.accepts {
                #expect(server.acceptedCount > 0, "\(fault)")
            }
            #expect(page.sum("probe_tls_verified") == Double(Self.probesForEach))
            let (end, milliseconds) = try sonde.end(by: 15)
            #expect(end.status == 0)
            #expect(end.output == "")
            #expect(milliseconds < 1_000)
        }

        /// What is open beside the attempts in flight and the readers, which have theirs.
        private static func idleDescriptors(_ page: MetricsPage) -> Double? {
            page.value("process_open_fds").map { $0 - page.sum("sonde_open_descriptors") }
        }

        /// The figures once there have been so many attempts: the fewest descriptors of several
        /// looks, because an attempt may be between two steps.
        private static func figures(
            _ sonde: RunningSonde, after attempts: Double
        ) throws -> Figures {
            let first = try sonde.page(
                when: "\(attempts) attempts", within: 60, askingEvery: 500
            ) { $0.sum("probe_attempts_total") >= attempts }
            var pages = [first]
            for _ in 0..<4 { pages.append(try sonde.page()) }
            let last = pages[pages.count - 1]
            return Figures(
                attempts: last.sum("probe_attempts_total"),
                descriptors: pages.compactMap(idleDescriptors).min() ?? 0,
                residentBytes: last.value("process_resident_memory_bytes") ?? 0)
        }
    }
}

extension TCPFault {
    /// Whether only a handshake finds it out.
    fileprivate var staysSilent: Bool { self == .silent || self == .trickle }
}
