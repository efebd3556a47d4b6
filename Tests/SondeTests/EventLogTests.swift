import FaultServers
import Glibc
import Testing
import Workbench

extension SondeTests {
    /// The event log of the program, and what is reported of it.
    @Suite struct EventLogTests {
        private static func yaml(_ port: UInt16) -> String {
            """
            defaults: {interval: 200ms, timeout: 200ms}
            servers:
              - name: web
                probes:
                  - {name: good, host: 127.0.0.1, port: \(port)}
                  - {name: bad, host: 127.0.0.1, port: 1}

            """
        }

        @Test func `events are written to a file, and reported`() throws {
            let server = TCPFaultServer(.drain)
            let folder = try TemporaryFolder()
            let file = try folder.write("sonde.yml", Self.yaml(server.port))
            let log = try folder.write(
                "events.jsonl", "{\"time\":\"2026-01-01T00:00:00.000Z\",\"ev")
            let sonde = try RunningSonde([
                "--config.file=\(file)", "--events.file=\(log)", "--web.enable-lifecycle",
            ])
            _ = try sonde.page(when: "both are known") {
                $0.samples("probe_success").count == 2
                    && $0.value("sonde_events_total", ["result": "written"]) ?? 0 >= 4
            }
            _ = try folder.write("sonde.yml", "servers: []")
            #expect(try sonde.client.send("POST", "/-/reload").status == 500)
            let (end, _) = try sonde.end(by: SIGTERM)
            #expect(end.status == 0)
            let text = String(decoding: try FileBytes.of(log), as: UTF8.self)
            let lines = text.split(separator: "\n")
            // Half a line of a crash does not spoil the one after it.
            #expect(lines[1].contains("\"event\":\"started\""))
            #expect(lines.last?.contains("\"event\":\"ended\"") == true)
            for event in [
                "configuration_loaded", "configuration_refused", "probe_up", "probe_down",
            ] {
                #expect(text.contains("\"event\":\"\(event)\""), "\(event)")
            }
            let report = try Programs.sonde(["report", "--events=\(log)", "--format=json"])
            #expect(report.status == 0)
            #expect(report.output.contains("\"probe\":\"bad\""))
        }

        @Test func `a file that is full is put away, and so many are kept`() throws {
            let server = TCPFaultServer(.drain)
            let folder = try TemporaryFolder()
            let file = try folder.write("sonde.yml", Self.yaml(server.port))
            let log = try folder.write("events.jsonl", "")
            let sonde = try RunningSonde([
                "--config.file=\(file)", "--events.file=\(log)", "--events.max-size=1KB",
                "--events.max-files=3", "--web.enable-lifecycle",
            ])
            for turn in 0..<40 {
                _ = try folder.write("sonde.yml", Self.yaml(server.port) + "# \(turn)\n")
                #expect(try sonde.client.send("POST", "/-/reload").status == 200)
            }
            _ = try sonde.end(by: SIGTERM)
            for name in ["events.jsonl", "events.jsonl.1", "events.jsonl.2"] {
                let bytes = try FileBytes.of("\(folder.path)/\(name)")
                #expect(bytes.count <= 1_024 && bytes.last == UInt8(ascii: "\n"), "\(name)")
            }
            #expect((try? FileBytes.of("\(folder.path)/events.jsonl.3")) == nil)
        }

        @Test func `a full disk costs events, which are counted, and no probe`() throws {
            let server = TCPFaultServer(.drain)
            let folder = try TemporaryFolder()
            let file = try folder.write("sonde.yml", Self.yaml(server.port))
            let sonde = try RunningSonde(["--config.file=\(file)", "--events.file=/dev/full"])
            let page = try sonde.page(when: "events are lost") {
                $0.value("sonde_events_total", ["result": "lost"]) ?? 0 >= 3
                    && $0.sum("probe_attempts_total") > 20
            }
            #expect(page.value("sonde_events_total", ["result": "written"]) == 0)
            #expect(page.value("probe_success", ["probe": "good"]) == 1)
        }

        @Test(arguments: [
            (
                ["--events.file=/nowhere/events"],
                "--events.file=/nowhere/events cannot be written to"
            ),
            (["--events.max-size=1MB"], "--events.max-size needs --events.file=FILE beside it"),
            (["--events.file=a", "--events.max-size=1"], "--events.max-size=1 is no size"),
            (["--events.file=a", "--events.max-size=9999GB"], "is not between 1KB and 1024GB"),
            (["--events.file=a", "--events.max-files=0"], "is no number from 1 to 1000"),
        ])
        func `what cannot be is refused`(flags: [String], message: String) throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("sonde.yml", Self.yaml(9))
            let end = try Programs.sonde(["--config.file=\(file)"] + flags)
            #expect(end.status == 2)
            #expect(end.errors.contains(message), "\(end.errors)")
        }
    }
}
