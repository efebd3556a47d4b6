import FaultServers
import Glibc
import Simulation
import Testing
import Workbench

extension SondeTests {
    /// Secrets in every field of accounts, and where they are looked for.
    @Suite struct SecretTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
            for (name, secret) in [("password", Self.password), ("token", Self.token)] {
                try certificates.folder.write(name, secret + "\n")
            }
        }

        private static let username = "planted-user-7f3a"
        private static let password = "planted-password-91c2"
        private static let token = "planted-token-55e0"

        /// What is found nowhere: each secret as it is and in base64, and a line of the key.
        private func secrets() throws -> [String] {
            let texts = [Self.username, Self.password, Self.token]
            let pair = "\(Self.username):\(Self.password)"
            let encoded = try (texts + [pair]).map { text in
                let file = try certificates.folder.write("plain", text)
                let base64 = try Programs.run("base64", ["-w0", file])
                return String(base64.prefix { $0 != "=" })
            }
            let key = String(decoding: try FileBytes.of(certificates.good.key), as: UTF8.self)
            let line = key.split(separator: "\n")[3]
            #expect(line.count == 64 && encoded.allSatisfy { $0.count > 20 })
            return texts + encoded + [String(line)]
        }

        /// Servers that say back what they are told, that let us in, and that do not.
        private struct Peers {
            private static let nothing = TCPTurn("")
            private static let said = TCPTurn(" is nobody\r\n", echoes: true, byteByByte: true)
            private static let answer = Array("HTTP/1.1 200 OK\r\n\r\n".utf8)
            private static let granted: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]

            let echo = TCPFaultServer(turns: [nothing, said, said])
            let alert = TCPFaultServer(.alert)
            let tunnel = TCPFaultServer(turns: [nothing, TCPTurn(answer), said])
            let repeating = TCPFaultServer(turns: [nothing, TCPTurn("", echoes: true)])
            let socks = TCPFaultServer(turns: [
                nothing, TCPTurn([5, 2]), TCPTurn([1, 0]), TCPTurn(granted), said,
            ])
            let refusing = TCPFaultServer(turns: [nothing, TCPTurn([5, 2]), TCPTurn([1, 1])])
        }

        private static let login =
            #"{send: "LOGIN ${account.username} ${account.password} ${account.token}\r\n"}"#

        private func write(_ peers: Peers, shownTo mutual: UInt16) throws -> String {
            let pass = #"{send: "PASS ${account.password}\r\n"}"#
            let bearer = #"{send: "Authorization: Bearer ${account.token}\r\n"}"#
            func proxied(_ name: String, _ url: String, _ port: UInt16) -> String {
                "{name: \(name), host: nowhere.invalid, port: 1, "
                    + "proxy: {url: \"\(url)://127.0.0.1:\(port)\", account: all}, "
                    + "script: [\(pass), {expect: \"^OK\"}]}"
            }
            return try certificates.folder.write(
                "sonde.yml",
                """
                accounts:
                  all:
                    username: \(Self.username)
                    password_file: password
                    certificate_file: good-chain.pem
                    key_file: good.key
                    token_file: token
                defaults: {interval: 200ms, timeout: 150ms, account: all}
                servers:
                  - name: peers
                    probes:
                      - {name: echoed, host: 127.0.0.1, port: \(peers.echo.port),
                         script: [\(Self.login), {expect: "^OK"}]}
                      - {name: captured, host: 127.0.0.1, port: \(peers.echo.port),
                         script: [\(Self.login), {expect: "^(?P<said>.+)$",
                                  capture: {said: label}}]}
                      - {name: again, host: 127.0.0.1, port: \(peers.echo.port),
                         script: [\(Self.login), {expect: "^LOGIN (?P<said>.+)$"},
                                  {send: "${capture.said}\\r\\n"}, {expect: "^OK"}]}
                      - {name: bytes, host: 127.0.0.1, port: \(peers.echo.port),
                         script: [\(bearer), {expect_hex: "41 75"}, {expect_hex: "00"}]}
                      - {name: alert, host: 127.0.0.1, port: \(peers.alert.port), tls: {}}
                      - {name: mutual, host: 127.0.0.1, port: \(mutual), timeout: 2s,
                         interval: 2s,
                         tls: {server_name: localhost, ca_file: root.pem}}
                      - \(proxied("tunnel", "http", peers.tunnel.port))
                      - \(proxied("repeating", "http", peers.repeating.port))
                      - \(proxied("socks", "socks5", peers.socks.port))
                      - \(proxied("refusing", "socks5", peers.refusing.port))
                  - name: told
                    probes:
                      - {name: list, port: 1,
                         targets_from: {http: {url: "http://127.0.0.1:\(peers.echo.port)/",
                                               interval: 1s, account: all}}}
                """)
        }

        private static let probes = [
            "echoed", "captured", "again", "bytes", "alert", "mutual", "tunnel", "repeating",
            "socks", "refusing",
        ]

        private func mutualServer() throws -> RealServer {
            let good = certificates.good
            return try RealServer.openssl(
                ["-cert", good.certificate, "-key", good.key, "-cert_chain", certificates.chain]
                    + ["-Verify", "3", "-verify_quiet"])
        }

        @Test func `what an account holds is found in no answer of a command`() throws {
            let (peers, server) = (Peers(), try mutualServer())
            let file = try write(peers, shownTo: server.port)
            let check = try Programs.sonde(["check", file])
            #expect(check.status == 0, "\(check)")
            var shown = check.output + check.errors
            for name in Self.probes {
                for format in ["text", "json"] {
                    let end = try Programs.sonde([
                        "probe", "-v", "--format=\(format)", "--config.file=\(file)",
                        "peers/\(name)",
                    ])
                    // A busy machine may be too slow for a fair attempt, and shows as little.
                    #expect(end.status != 2, "\(end)")
                    shown += end.output + end.errors
                }
            }
            #expect(shown.contains(#""LOGIN *** *** ***\r\n is nobody\r\n" came where"#))
            #expect(shown.contains("> LOGIN ***"))
            #expect(shown.contains("< LOGIN *** *** ***"))
            #expect(shown.contains(#""said":"LOGIN *** *** ***""#))
            for secret in try secrets() { #expect(!shown.contains(secret), "\(secret): \(shown)") }
        }

        @Test func `what an account holds is found on no page, in no log, nor in /proc`() throws {
            let (peers, server) = (Peers(), try mutualServer())
            let file = try write(peers, shownTo: server.port)
            let sonde = try RunningSonde(["--config.file=\(file)", "--log.level=debug"])
            let page = try sonde.page(when: "three attempts of each") { page in
                let attempts = page.samples("probe_attempts_total").filter {
                    $0.labels["probe"] != "mutual"
                }
                return attempts.count == Self.probes.count - 1
                    && attempts.allSatisfy { $0.value >= 3 }
                    && page.samples("probe_success").contains {
                        $0.labels["probe"] == "mutual" && $0.value == 1
                    }
            }
            let said = page.samples("probe_expect_info").compactMap { $0.labels["said"] }
            #expect(said == ["LOGIN *** *** ***"])
            // Files that go, that come again and that others may read.
            let path = certificates.folder.path + "/token"
            try #require(unsafe chmod(path, 0o644) == 0)
            try sonde.child.waitForText("run chmod o-r \(path)", on: .errors)
            try #require(unsafe chmod(path, 0o600) == 0)
            try sonde.child.waitForText("Credentials can be used again", on: .errors)
            var shown = page.text
            for path in ["/", "/metrics", "/-/healthy", "/-/ready", "/nowhere"] {
                shown += try sonde.client.get(path).body
            }
            for name in ["cmdline", "environ"] {
                shown += String(
                    decoding: try FileBytes.of("/proc/\(sonde.child.identifier)/\(name)"),
                    as: UTF8.self)
            }
            let end = try sonde.end(by: SIGTERM).end
            shown += end.output + end.errors
            #expect(shown.contains("came where a match of"))
            #expect(shown.contains("A source of targets fails"))
            for secret in try secrets() { #expect(!shown.contains(secret), "\(secret): \(shown)") }
        }

        @Test(arguments: ["password", "token", "good.key"])
        func `a secret that others may read is refused, and the way to keep it is told`(
            name: String
        ) throws {
            let file = try write(Peers(), shownTo: 1)
            let path = "\(certificates.folder.path)/\(name)"
            try #require(unsafe chmod(path, 0o604) == 0)
            for words in [["check", file], ["--config.file=\(file)"]] {
                let end = try Programs.sonde(words)
                #expect(end.status == 2)
                #expect(end.output == "")
                #expect(
                    end.errors.hasSuffix("\(path): others may read it; run chmod o-r \(path)\n"),
                    "\(end)")
                #expect(end.errors.hasPrefix("\(file):"))
            }
            // Those of the same group may read it.
            try #require(unsafe chmod(path, 0o640) == 0)
            #expect(try Programs.sonde(["check", file]).status == 0)
        }

        @Test func `a program that its user may not read complains of no dump`() throws {
            // As one with file capabilities, it may not set what a dump of it would have.
            let path = certificates.folder.path + "/sonde"
            _ = try Programs.run("cp", [Programs.sonde, path])
            for (file, mode) in [(path, 0o711), (certificates.folder.path, 0o755)]
                as [(String, mode_t)]
            {
                try #require(unsafe chmod(file, mode) == 0)
            }
            let words = [path, "check", "/nowhere.yml"]
            let asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
            let end =
                geteuid() == 0
                ? try Programs.start("setpriv", asNobody + words)
                : try Programs.start(words[0], Array(words.dropFirst()))
            #expect(end.errors == "/nowhere.yml: there is no such file; name one that is there\n")
            #expect(end.status == 2)
        }

        @Test func `the program writes none of its memory into a core dump`() throws {
            let file = try write(Peers(), shownTo: 1)
            let sonde = try RunningSonde(["--config.file=\(file)"])
            func text(_ name: String) throws -> String {
                let path = "/proc/\(sonde.child.identifier)/\(name)"
                return String(decoding: try FileBytes.of(path), as: UTF8.self)
            }
            #expect(try text("coredump_filter") == "00000000\n")
            let limit = try text("limits").split(separator: "\n").first {
                $0.hasPrefix("Max core file size")
            }
            #expect(limit?.split(separator: " ").dropFirst(4) == ["0", "0", "bytes"])
        }
    }
}
