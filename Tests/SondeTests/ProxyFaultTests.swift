import FaultServers
import Simulation
import Testing
import Workbench

extension SondeTests {
    /// Proxies that misbehave, and what is never told of our credentials.
    @Suite struct ProxyFaultTests {
        /// What a proxy does, turn by turn, and what is found.
        struct Fault: Sendable, CustomTestStringConvertible {
            let scheme: String
            let turns: [TCPTurn]
            let reasons: [String]
            let line: Int

            var testDescription: String { "\(scheme), line \(line): \(reasons)" }

            init(_ scheme: String, _ turns: [TCPTurn], _ reasons: String..., line: Int = #line) {
                self.scheme = scheme
                self.turns = turns
                self.reasons = reasons
                self.line = line
            }
        }

        private static let chosen: [UInt8] = [5, 0]
        private static let granted: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        private static let nothing = TCPTurn("")
        private static let banner = Array(TCPFault.bannerText.utf8)
        private static let answer = Array("HTTP/1.1 200 OK\r\n\r\n".utf8)

        private static let faults: [Fault] =
            [
                Fault("socks5", [nothing], "timeout in proxy"),
                Fault(
                    "socks5", [TCPTurn("", then: .closes)], "proxy_refused in proxy",
                    "reset in proxy"),
                Fault("socks5", [TCPTurn("", then: .resets)], "reset in proxy"),
                Fault("socks5", [nothing, TCPTurn("", then: .closes)], "proxy_refused in proxy"),
                Fault("socks5", [nothing, TCPTurn("", then: .resets)], "reset in proxy"),
                Fault("socks5", [nothing, TCPTurn([5])], "timeout in proxy"),
                Fault(
                    "socks5", [nothing, TCPTurn("HTTP/1.1 400\r\n\r\n")], "proxy_refused in proxy"),
                Fault("socks5", [nothing, TCPTurn([5, 255])], "proxy_authentication in proxy"),
                Fault("socks5", [nothing, TCPTurn(chosen)], "timeout in connect"),
                Fault(
                    "socks5", [nothing, TCPTurn(chosen), TCPTurn("", then: .closes)],
                    "proxy_refused in proxy"),
                Fault(
                    "socks5", [nothing, TCPTurn(chosen), TCPTurn("", then: .resets)],
                    "reset in proxy"),
                Fault(
                    "socks5", [nothing, TCPTurn(chosen), TCPTurn(granted.dropLast())],
                    "timeout in connect"),
                Fault(
                    "socks5",
                    [nothing, TCPTurn(chosen), TCPTurn(granted.dropLast(), then: .closes)],
                    "proxy_refused in proxy"),
                Fault(
                    "socks5", [nothing, TCPTurn(chosen), TCPTurn([5, 5, 0, 1], then: .closes)],
                    "refused in connect"),
                Fault(
                    "socks5",
                    [
                        nothing, TCPTurn(chosen, byteByByte: true),
                        TCPTurn(granted + banner, byteByByte: true),
                    ], "success"),
                Fault(
                    "socks5", [nothing, TCPTurn(chosen), TCPTurn(granted, then: .closes)],
                    "closed_early in exchange"),
            ] + connects

        private static let connects: [Fault] = [
            Fault("http", [nothing], "timeout in connect"),
            Fault("http", [TCPTurn("", then: .closes)], "proxy_refused in proxy", "reset in proxy"),
            Fault("http", [TCPTurn("", then: .resets)], "reset in proxy"),
            Fault("http", [nothing, TCPTurn("", then: .closes)], "proxy_refused in proxy"),
            Fault("http", [nothing, TCPTurn("", then: .resets)], "reset in proxy"),
            Fault("http", [nothing, TCPTurn("HTTP/1.1 200 OK\r\n")], "timeout in connect"),
            Fault(
                "http", [nothing, TCPTurn("HTTP/1.1 200 OK\r\n", then: .closes)],
                "proxy_refused in proxy"),
            Fault("http", [nothing, TCPTurn([5, 0])], "proxy_refused in proxy"),
            Fault("http", [nothing, TCPTurn("", echoes: true)], "proxy_refused in proxy"),
            Fault(
                "http", [nothing, TCPTurn("HTTP/1.1 504 Late\r\n\r\n", then: .closes)],
                "timeout in connect"),
            Fault(
                "http", [nothing, TCPTurn(answer + banner, byteByByte: true)], "success"),
            Fault("http", [nothing, TCPTurn(answer + banner)], "success"),
            Fault("http", [nothing, TCPTurn(answer, then: .closes)], "closed_early in exchange"),
        ]

        @Test(arguments: faults)
        func `what a proxy does is told from what the target does`(fault: Fault) throws {
            let proxy = TCPFaultServer(turns: fault.turns)
            // Only silence is waited for; long enough that a busy machine is no stall of ours.
            let isSilent = fault.reasons.contains { $0.hasPrefix("timeout") }
            let timeout = isSilent ? (Sanitizer.isOn ? "4s" : "1s") : "20s"
            let report = try probe(
                "proxy: \(fault.scheme)://127.0.0.1:\(proxy.port), service: ssh, "
                    + "timeout: \(timeout)"
            )
            let found =
                report["reason"]?.text.map { "\($0) in \(report["phase"]?.text ?? "")" }
                ?? "success"
            #expect(fault.reasons.contains(found), "\(report)")
        }

        @Test func `a proxy at whose port nobody listens has refused`() throws {
            let proxy = TCPFaultServer(.refuse)
            let report = try probe("proxy: socks5://127.0.0.1:\(proxy.port)")
            #expect(report["reason"] == .text("proxy_refused"), "\(report)")
            #expect(report["phase"] == .text("proxy"))
            #expect(report["detail"] == .text("the proxy refused the connection"))
            #expect(report["via"]?["address"] == .text("127.0.0.1"))
        }

        @Test func `a password that is gone makes the attempts inconclusive`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("password", "open")
            let proxy = TCPFaultServer(turns: [Self.nothing, TCPTurn(Self.answer)])
            let sonde = try serve(
                folder, "proxy: \(Self.mapping("http", proxy.port, file)), interval: 100ms")
            _ = try sonde.page(when: "a success") { page in
                page.value("probe_success") == 1
            }
            _ = try Programs.run("rm", [file])
            _ = try sonde.page(when: "inconclusive attempts") { page in
                page.sum("sonde_inconclusive_total", ["reason": "credentials"]) > 0
            }
        }

        /// Proxies that let us in, refuse us, and say back what they heard.
        private static let listeners: [(scheme: String, turns: [TCPTurn])] = [
            ("http", [nothing, TCPTurn(answer + banner)]),
            ("http", [nothing, TCPTurn("HTTP/1.1 407 Authenticate\r\n\r\n")]),
            ("http", [nothing, TCPTurn("", echoes: true)]),
            ("http", [nothing, TCPTurn("HTTP/1.1 502 ", echoes: true)]),
            ("socks5", [nothing, TCPTurn([5, 2]), TCPTurn([1, 0]), TCPTurn(granted + banner)]),
            ("socks5", [nothing, TCPTurn([5, 2]), TCPTurn([1, 1])]),
            ("socks5", [nothing, TCPTurn([5, 2]), TCPTurn("", echoes: true)]),
        ]

        @Test(arguments: listeners.indices)
        func `the password is shown nowhere`(index: Int) throws {
            let (scheme, turns) = Self.listeners[index]
            // The second is the first in base64, behind the name and its colon.
            let secrets = ["hunter2-planted", "bW9uaXRvcjpodW50ZXIyLXBsYW50ZWQ="]
            let proxy = TCPFaultServer(turns: turns)
            let folder = try TemporaryFolder()
            let password = try folder.write("password", secrets[0] + "\n")
            let keys =
                "proxy: \(Self.mapping(scheme, proxy.port, password)), service: ssh, "
                + "interval: 200ms"
            let file = try write(folder, keys)
            var shown = ""
            for words in [
                ["check", file], ["probe", "-v", "--config.file=\(file)", "web/port"],
                ["probe", "-v", "--format=json", "--config.file=\(file)", "web/port"],
            ] {
                let end = try Programs.sonde(words)
                shown += end.output + end.errors
            }
            let sonde = try serve(folder, keys)
            let page = try sonde.page(when: "two attempts") { page in
                page.sum("probe_attempts_total") >= 2
            }
            shown += page.text + sonde.child.heard(.output) + sonde.child.heard(.errors)
            shown += try sonde.client.get("/").body
            #expect(shown.contains("127.0.0.1:\(proxy.port)"))
            for secret in secrets { #expect(!shown.contains(secret), "\(shown)") }
        }

        private static func mapping(_ scheme: String, _ port: UInt16, _ file: String) -> String {
            "{url: \(scheme)://127.0.0.1:\(port), username: monitor, password_file: \(file)}"
        }

        private func write(_ folder: TemporaryFolder, _ keys: String) throws -> String {
            // Nothing ever goes there directly: port 1 of a name that is nowhere.
            try folder.write(
                "sonde.yml",
                Configurations.one(port: 1, more: ", \(keys)")
                    .replacing("host: 127.0.0.1", with: "host: nowhere.invalid"))
        }

        private func serve(_ folder: TemporaryFolder, _ keys: String) throws -> RunningSonde {
            try RunningSonde([
                "--config.file=\(try write(folder, keys))", "--log.level=debug",
            ])
        }

        private func probe(_ keys: String) throws -> JSONText {
            let folder = try TemporaryFolder()
            let end = try Programs.probe([
                Programs.sonde, "probe", "--format=json",
                "--config.file=\(try write(folder, keys))", "web/port",
            ])
            #expect(end.errors == "")
            return try JSONText(end.output)
        }
    }
}
