import FaultServers
import Network
import Simulation
import Synchronization
import TLS
import Testing
import Workbench

extension SondeTests {
    /// Servers whose every flight is garbled in another way.
    @Suite struct GarbledFlightTests {
        /// A sanitizer makes each attempt several times as slow, and keeps what was freed.
        private static let warmUpCount = Sanitizer.isOn ? 500.0 : 1_500
        private static let attemptCount = Sanitizer.isOn ? 1_000.0 : 4_000
        private static let possible: Set = [
            "tls_protocol", "tls_alert", "tls_truncated", "reset", "timeout",
        ]

        private static func server(
            _ version: TLSVersion, _ seeds: Seeds
        ) throws -> TCPFaultServer {
            let leaf = try FaultAuthorities.shared.root.issue(FaultAuthorities.leaf())
            let server = try TLSServer(
                TLSServerCredentials(leaf), minimumVersion: version, maximumVersion: version)
            return TCPFaultServer {
                { hello in
                    var flight: [UInt8] = []
                    let session = try? server.makeSession()
                    session?.receive(hello)
                    _ = session?.handshake()
                    session?.takeOutput(into: &flight)
                    var mutator = ByteMutator(seed: seeds.next(), corpus: [flight])
                    return TCPTurn(mutator.next(), then: .closes)
                }
            }
        }

        private final class Seeds: Sendable {
            private let count = Atomic<UInt64>(0)

            func next() -> UInt64 { count.add(1, ordering: .relaxed).newValue }
        }

        @Test func `garbled flights each have a reason, and leave nothing behind`() throws {
            let seeds = Seeds()
            let servers = [
                try Self.server(.tls12, seeds), try Self.server(.tls13, seeds),
            ]
            let probes = servers.flatMap { server in
                (0..<20).map {
                    "      - {name: \(server.port) \($0), host: 127.0.0.1, "
                        + "port: \(server.port), tls: {verify: false}}\n"
                }
            }
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                "defaults: {interval: 100ms, timeout: 90ms}\n"
                    + "servers:\n  - name: garbled\n    probes:\n" + probes.joined())
            let sonde = try RunningSonde(["--config.file=\(file)"])
            func page(after attempts: Double) throws -> MetricsPage {
                try sonde.page(when: "\(attempts) attempts", within: 120, askingEvery: 500) {
                    $0.sum("probe_attempts_total") >= attempts
                }
            }
            let before = try page(after: Self.warmUpCount)
            let after = try page(after: before.sum("probe_attempts_total") + Self.attemptCount)
            for sample in after.samples("probe_failure_reasons_total") where sample.value > 0 {
                #expect(Self.possible.contains(sample.labels["reason"] ?? ""), "\(sample)")
            }
            #expect(after.sum("probe_failure_reasons_total", ["reason": "tls_protocol"]) > 100)
            #expect(
                after.sum("probe_inconclusive_total")
                    == after.sum("sonde_inconclusive_total", ["reason": "stalled"]))
            guard !Sanitizer.isOn else { return }
            let memory = "process_resident_memory_bytes"
            let growth = try #require(after.value(memory)) - #require(before.value(memory))
            #expect(growth < 1_048_576)
        }
    }
}
