import FaultServers
import Simulation
import Testing
import Workbench

extension SondeTests {
    /// `sonde probe`: one attempt, its text and its status.
    @Suite struct ProbeTests {
        /// The text as names and values; the durations of a run are left out.
        private static func facts(_ text: String) -> [String: String] {
            var facts: [String: String] = [:]
            for line in text.split(separator: "\n") where !line.hasPrefix(" ") {
                let name = line.prefix { $0 != " " }
                facts[String(name)] = String(line.dropFirst(name.count).drop { $0 == " " })
            }
            return facts
        }

        @Test(arguments: Loopback.allCases)
        func `a port that is open`(host: Loopback) throws {
            let server = TCPFaultServer(.silent, on: host)
            let target = "\(host == .v4 ? "127.0.0.1" : "[::1]"):\(server.port)"
            let end = try Programs.sonde(["probe", "tcp://\(target)"])
            #expect(end.status == 0)
            #expect(end.errors == "")
            let facts = Self.facts(end.output)
            let names = ["target", "verdict", "address", "port", "round", "connect", "total"]
            #expect(Set(facts.keys) == Set(names))
            #expect(facts["port"] == "open")
            #expect(facts["target"] == target)
            #expect(facts["address"] == target)
            #expect(facts["verdict"] == "success")
            #expect(facts["total"]?.hasSuffix(" ms") == true)
            #expect(facts["total"] == facts["connect"])
            #expect(server.acceptedCount(waitingFor: 1) == 1)
        }

        @Test(arguments: Loopback.allCases)
        func `a port that refuses`(host: Loopback) throws {
            let server = TCPFaultServer(.refuse, on: host)
            let target = "\(host == .v4 ? "127.0.0.1" : "[::1]"):\(server.port)"
            let end = try Programs.sonde(["probe", "tcp://\(target)"])
            #expect(end.status == 1)
            #expect(end.errors == "")
            let facts = Self.facts(end.output)
            #expect(facts["verdict"] == "failure")
            #expect(facts["reason"] == "refused (in phase connect)")
            #expect(facts["connect"] == nil)
        }

        @Test(arguments: [
            (TCPFault.plainText, ["tls_protocol"]), (.banner, ["tls_protocol"]),
            (.garbage, ["tls_protocol"]), (.alert, ["tls_alert"]),
            (.resetAfterFirstBytes, ["reset"]), (.closeAfterFirstBytes, ["tls_truncated"]),
            (.silent, ["timeout"]), (.trickle, ["timeout"]), (.drain, ["timeout"]),
            (.halfClose, ["tls_truncated"]), (.close, ["tls_truncated", "reset"]),
            (.reset, ["reset"]), (.bannerThenReset, ["tls_protocol", "reset"]),
        ])
        func `a peer that speaks no TLS`(fault: TCPFault, reasons: [String]) throws {
            let server = TCPFaultServer(fault)
            // Only silence is waited for; for long enough that a busy machine is no stall of ours.
            let timeout = reasons == ["timeout"] ? (Sanitizer.isOn ? "4s" : "1s") : "20s"
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml",
                Configurations.one(port: server.port, more: ", tls: {}, timeout: \(timeout)"))
            let end = try Programs.sonde(["probe", "--config.file=\(file)", "web/port"])
            #expect(end.status == 1, "\(end)")
            #expect(end.errors == "")
            let facts = Self.facts(end.output)
            #expect(facts["verdict"] == "failure")
            let possible = reasons.flatMap { ["\($0) (in phase tls)", "\($0) (in phase connect)"] }
            #expect(possible.contains(facts["reason"] ?? ""), "\(end.output)")
            #expect(facts["tls"] == nil)
            if fault == .alert {
                #expect(facts["detail"] == "the peer sent alert 40 (handshake_failure)")
            }
        }

        @Test func `a queue that is full is a timeout of the connection`() throws {
            let server = TCPFaultServer(.fullBacklog)
            let folder = try TemporaryFolder()
            let file = try folder.write(
                "sonde.yml", Configurations.one(port: server.port, more: ", connect_timeout: 50ms"))
            let end = try Programs.sonde(["probe", "--config.file=\(file)", "web/port"])
            #expect(end.status == 1)
            #expect(Self.facts(end.output)["reason"] == "timeout (in phase connect)")
        }

        @Test func `an address without a way there is inconclusive`() throws {
            let end = try Programs.sonde(["probe", "tcp://255.255.255.255:9"])
            #expect(end.status == 3)
            #expect(end.errors == "")
            let facts = Self.facts(end.output)
            #expect(facts["verdict"] == "inconclusive")
            #expect(facts["reason"] == "local_route")
        }

        @Test func `too few descriptors are inconclusive, wherever they end`() throws {
            let server = TCPFaultServer(.silent)
            // The dynamic linker needs one to begin with, so it begins with 4.
            for limit in 4...7 {
                let command = "ulimit -n \(limit); exec \"$0\" probe tcp://127.0.0.1:\(server.port)"
                let end = try ChildProcess("/bin/sh", ["-c", command, Programs.sonde]).end()
                // Whether seven are enough depends on what else has one, such as a sanitizer.
                guard limit < 6 || end.status != 0 else { continue }
                #expect(end.status == 3, "\(limit): \(end)")
                let facts = Self.facts(end.output)
                if facts.isEmpty {
                    #expect(end.errors.hasPrefix("sonde: the kernel gives no descriptors"))
                } else {
                    #expect(facts["reason"] == "descriptors")
                }
            }
        }

        @Test func `a probe that the configuration does not have`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("sonde.yml", Configurations.one(port: 7))
            let end = try Programs.sonde(["probe", "--config.file=\(file)", "web/mail"])
            let message = "sonde: \(file) has no probe web/mail; it has web/port\n"
            #expect(end == .init(status: 2, output: "", errors: message))
            let slip = try Programs.sonde(["probe", "--config.file=\(file)", "web/prot"])
            let question = "sonde: \(file) has no probe web/prot; did you mean web/port?\n"
            #expect(slip == .init(status: 2, output: "", errors: question))
        }

        @Test func `a name is asked for at the name servers that the configuration names`() throws {
            let server = TCPFaultServer(.silent)
            let names = DNSFaultServer(tampering: Self.movedToLoopback)
            let folder = try TemporaryFolder()
            for (host, reason) in [
                ("mutant.test", nil), ("nxdomain.test", "dns_not_found (in phase resolve)"),
                ("servfail.test", "dns_server_failure (in phase resolve)"),
            ] {
                let file = try folder.write(
                    "sonde.yml",
                    "resolvers: [\"127.0.0.1:\(names.port)\"]\n"
                        + Configurations.one(port: server.port)
                        .replacing("host: 127.0.0.1", with: "host: \(host), ip_protocol: ip4"))
                let end = try Programs.sonde(["probe", "--config.file=\(file)", "web/port"])
                let facts = Self.facts(end.output)
                #expect(end.status == (reason == nil ? 0 : 1), "\(end)")
                #expect(facts["reason"] == reason)
                #expect((facts["resolve"] != nil) == (reason == nil))
                #expect(names.queryCount(host, type: 1) > 0)
            }
        }

        /// Puts 127.0.0.1 in place of the two addresses at the end of an answer (RFC 1035 4.1.3).
        @Sendable static func movedToLoopback(_ answer: [UInt8]) -> [UInt8] {
            let loopback: [UInt8] = [127, 0, 0, 1]
            let (head, between) = (answer.dropLast(20), answer.suffix(16).prefix(12))
            return Array(head) + loopback + Array(between) + loopback
        }
    }
}
