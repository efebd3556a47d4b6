import Glibc
import Testing
import Workbench

extension Services {
    /// Other servers of lines of text are proved, and none is taken for another.
    @Suite struct TextServerTests {
        let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
        }

        private func verdict(
            _ flags: String..., at port: UInt16, host: String = "127.0.0.1"
        ) throws -> String {
            let attempt = try SondeAttempt(flags, port, host: host, trusting: certificates)
            #expect(attempt.milliseconds < 7_000, "\(attempt)")
            return attempt.verdict
        }

        @Test(.needsVsftpd) func `vsftpd is proved`() throws {
            let server = try Vsftpd.start(certificates.good)
            let port = server["ftp"]
            #expect(try verdict("--service=ftp", at: port) == "success")
            #expect(try verdict("--starttls=ftp", at: port) == "success")
            #expect(try verdict("--service=ftp", "--starttls=ftp", at: port) == "success")
            #expect(try verdict("--service=smtp", at: port) == "unexpected_response")
            #expect(try verdict("--service=telnet", at: port) == "unexpected_response")
            #expect(try verdict("--starttls=smtp", at: port) == "unexpected_response")
        }

        @Test(.needsVsftpd) func `a vsftpd without TLS says so at once`() throws {
            let server = try Vsftpd.start(certificates.good, "ssl_enable=NO")
            #expect(try verdict("--starttls=ftp", at: server["ftp"]) == "unexpected_response")
        }

        @Test(.needsOpenSSH) func `OpenSSH is proved, and told that we leave`() throws {
            let server = try OpenSSH.start()
            #expect(try verdict("--service=ssh", at: server["ssh"]) == "success")
            try server.waitForLog("Received disconnect from 127.0.0.1")
            #expect(!server.log.contains("kex_exchange_identification"), "\(server.log)")
            #expect(try verdict("--service=http", at: server["ssh"]) == "unexpected_response")
            #expect(try verdict("--service=telnet", at: server["ssh"]) == "unexpected_response")
            #expect(try verdict("--service=imap", at: server["ssh"]) == "unexpected_response")
        }

        @Test(.needsOpenSSH) func `an OpenSSH that is too busy is not proved`() throws {
            let server = try OpenSSH.start("MaxStartups 1:100:1")
            let other = try HTTPClient(port: server["ssh"]).connected()
            defer { _ = close(other) }
            // Until it has taken that one up it may have room.
            var verdicts: [String] = []
            try server.child.wait(for: "a refusal") { _ in
                verdicts.append(try verdict("--service=ssh", at: server["ssh"]))
                return verdicts.last != "success"
            }
            #expect(verdicts.last == "unexpected_response")
        }

        @Test(.needsTelnetd) func `telnetd is proved`() throws {
            let server = try Telnetd.start()
            #expect(try verdict("--service=telnet", at: server["telnet"]) == "success")
            #expect(try verdict("--service=ssh", at: server["telnet"]) == "timeout")
        }

        @Test(.needsNginx, arguments: ["return 204;", "return 301 /other;", "deny all;"])
        func `nginx is proved, whatever it says`(answer: String) throws {
            let server = try Nginx.start(certificates.good, answer)
            #expect(try verdict("--service=http", at: server["http"]) == "success")
            #expect(try verdict("--service=https", at: server["https"]) == "success")
            #expect(try verdict("--service=https", at: server["http"]) == "tls_protocol")
            #expect(try verdict("--service=http", at: server["https"]) == "success")
        }

        @Test(.needsInspIRCd) func `InspIRCd goes over to TLS`() throws {
            let server = try InspIRCd.start(certificates.good)
            #expect(try verdict("--starttls=irc", at: server["irc"]) == "success")
        }

        @Test(.needsProsody) func `Prosody goes over to TLS`() throws {
            let server = try Prosody.start(certificates.good)
            for (name, port) in [
                ("xmpp-client", server["client"]), ("xmpp-server", server["server"]),
            ] {
                let flag = "--starttls=\(name)"
                #expect(try verdict(flag, at: port) == "success", "\(name)")
                let unknown = try verdict(flag, at: port, host: "127.0.0.2")
                #expect(unknown == "unexpected_response", "\(name)")
            }
        }

        @Test(
            .needsPython,
            arguments: [
                (NewsStandIn.Manner.willing, "success"), (.unable, "unexpected_response"),
                (.busy, "unexpected_response"), (.injected, "unexpected_response"),
            ])
        func `a news server goes over to TLS, or says why not`(
            manner: NewsStandIn.Manner, expected: String
        ) throws {
            let server = try NewsStandIn.start(certificates.good, manner)
            #expect(try verdict("--starttls=nntp", at: server["nntp"]) == expected)
            if manner == .willing { try server.waitForLog("QUIT") }
        }
    }
}
