import FaultServers
import Glibc
import Simulation
import Testing
import Workbench

extension SondeTests {
    /// Configurations after one another while attempts go on, on a real kernel.
    @Suite struct ReloadEnduranceTests {
        /// With `SONDE_ENDURANCE=5000x100` in the environment so many probes and readings.
        private static let scale: (probes: Int, reloads: Int) = {
            guard let text = unsafe getenv("SONDE_ENDURANCE").map({ unsafe String(cString: $0) })
            else {
                return (100, 12)
            }
            let numbers = text.split(separator: "x").compactMap { Int($0) }
            return numbers.count == 2 ? (numbers[0], numbers[1]) : (100, 12)
        }()

        /// A configuration: what is kept throughout, and what differs from turn to turn.
        private static func yaml(_ ports: [UInt16], turn: Int, isOver: Bool = false) -> String {
            var text = "schedules: {never: {also: [{date: \"2020-01-01\"}]}}\n"
            text += "defaults: {interval: 1s, timeout: 1s, close: reset"
            text += isOver ? ", schedule: never}\n" : "}\n"
            text += "servers:\n  - name: all\n    probes:\n"
            let count = scale.probes
            for index in 0..<count {
                let port = ports[index % ports.count]
                var more = ""
                var kind = "kept"
                switch index % 10 {
                case 0:
                    kind = "said"
                    more = ", owner: owner-\(turn)"
                case 1:
                    kind = "asked"
                    more = ", connect_timeout: \(500 + turn % 400)ms"
                case 2:
                    guard (index / 10 + turn) % 3 > 0 else { continue }
                    kind = "there"
                default: break
                }
                text += "      - {name: \(kind)-\(index), host: 127.0.0.1, port: \(port)\(more)}\n"
            }
            return text
        }

        @Test func `no slot of what is kept is missed, and each attempt has met the server`() throws
        {
            let servers = (0..<16).map { _ in TCPFaultServer(.drain) }
            let ports = servers.map(\.port)
            let folder = try TemporaryFolder()
            let file = try folder.write("sonde.yml", Self.yaml(ports, turn: 0))
            let sonde = try RunningSonde(["--config.file=\(file)", "--web.enable-lifecycle"])
            var begun = 0.0
            for turn in 1...Self.scale.reloads {
                let isWrong = turn % 5 == 0
                let isSame = turn % 5 == 3
                _ = try folder.write(
                    "sonde.yml",
                    isWrong
                        ? "servers: [{name: a, probes: [{name: b}]}]"
                        : Self.yaml(ports, turn: isSame ? turn - 1 : turn))
                let response = try sonde.client.send("POST", "/-/reload")
                #expect(response.status == (isWrong ? 500 : 200), "\(response.body)")
                let goal = begun + Double(Self.scale.probes) * 2
                begun =
                    try sonde.page(when: "\(goal) attempts", within: 60, askingEvery: 200) {
                        ($0.value("sonde_schedule_lag_seconds_count") ?? 0) >= goal
                    }.value("sonde_schedule_lag_seconds_count") ?? 0
            }
            let page = try sonde.page()
            for sample in page.samples("probe_slots_missed_total") {
                let name = sample.labels["probe"] ?? ""
                #expect(sample.value == 0 || !name.hasPrefix("kept"), "\(name) \(sample.value)")
            }
            #expect(page.sum("probe_failures_total") == 0)
            try Self.stop(sonde, for: 10)
            let after = try sonde.page(when: "attempts again", within: 60, askingEvery: 200) {
                ($0.value("sonde_schedule_lag_seconds_count") ?? 0)
                    >= begun + Double(Self.scale.probes)
            }
            #expect(after.sum("probe_failures_total") == 0)
            try Self.compare(sonde, folder, servers, ports)
        }

        /// Lets the process stand still.
        private static func stop(_ sonde: RunningSonde, for seconds: Int) throws {
            sonde.child.send(signal: SIGSTOP)
            let begin = Deadline.now
            try sonde.child.wait(for: "the end of a standstill", askingEvery: 500) { _ in
                Deadline.now - begin >= seconds * 1_000
            }
            sonde.child.send(signal: SIGCONT)
        }

        /// Lets no attempt begin any more, and counts on both sides.
        private static func compare(
            _ sonde: RunningSonde, _ folder: TemporaryFolder, _ servers: [TCPFaultServer],
            _ ports: [UInt16]
        ) throws {
            _ = try folder.write("sonde.yml", yaml(ports, turn: 0, isOver: true))
            #expect(try sonde.client.send("POST", "/-/reload").status == 200)
            let last = try sonde.page(when: "no attempt in flight", within: 30) {
                $0.value("sonde_open_descriptors", ["kind": "probe"]) == 0
                    && $0.sum("probe_scheduled") == 0
            }
            let attempts = Int(last.value("sonde_schedule_lag_seconds_count") ?? 0)
            let inconclusive = Int(last.sum("sonde_inconclusive_total"))
            let accepted = servers.reduce(0) { $0 + $1.acceptedCount }
            // One that was stopped before it had connected has met nobody.
            #expect(accepted <= attempts && attempts - accepted <= inconclusive)
        }
    }
}
