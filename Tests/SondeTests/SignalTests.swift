import FaultServers
import Glibc
import Testing
import Workbench

extension SondeTests {
    @Suite struct SignalTests {
        @Test(arguments: [SIGTERM, SIGINT])
        func `a signal ends the demo within a second, with success`(signal: CInt) throws {
            let sonde = try RunningSonde(["demo"])
            let (end, milliseconds) = try sonde.end(by: signal)
            #expect(end.status == 0)
            #expect(milliseconds < 1_000)
            #expect(end.errors.contains("msg=\"Ending, as a signal says\""))
        }

        @Test(arguments: [SIGTERM, SIGINT])
        func `neither attempts nor readers hold up the end`(signal: CInt) throws {
            let (full, silent) = (TCPFaultServer(.fullBacklog), TCPFaultServer(.silent))
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                """
                defaults: {interval: 1s, timeout: 1s, connect_timeout: 1s}
                servers:
                  - name: faults
                    probes:
                      - {name: full, host: 127.0.0.1, port: \(full.port)}
                      - {name: silent, host: 127.0.0.1, port: \(silent.port), tls: {}}

                """)
            let sonde = try RunningSonde(["--config.file=\(file)"])
            let reader = try sonde.client.connected()
            defer { _ = close(reader) }
            _ = try sonde.page(when: "an attempt in flight") {
                $0.sum("probe_attempts_total") > 0
            }
            let (end, milliseconds) = try sonde.end(by: signal)
            #expect(end.status == 0)
            #expect(milliseconds < 1_000)
        }
    }
}
