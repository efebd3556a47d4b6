import Glibc
import Testing
import Workbench

extension Services {
    /// Other servers of lines of text are taken for nothing else, and told where they say no.
    @Suite struct TextTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try Services.certificates
        }

        @Test(.needs(.vsftpd)) func `vsftpd is nothing else`() throws {
            let server = try Vsftpd.start(certificates.good)
            for question in [
                ServiceQuestion.service("smtp"), .service("telnet"), .startTLS("smtp"),
            ] {
                try expect(.unexpected, of: question, at: server["ftp"])
            }
        }

        @Test(.needs(.vsftpd)) func `a vsftpd without TLS says so at once`() throws {
            let server = try Vsftpd.start(certificates.good, "ssl_enable=NO")
            try expect(.unexpected, of: .startTLS("ftp"), at: server["ftp"])
        }

        @Test(.needs(.openSSH)) func `OpenSSH is nothing else`() throws {
            let server = try OpenSSH.start()
            for name in ["http", "telnet", "imap"] {
                try expect(.unexpected, of: .service(name), at: server["ssh"])
            }
        }

        @Test(.needs(.openSSH)) func `an OpenSSH that is too busy is not proved`() throws {
            let server = try OpenSSH.start("MaxStartups 1:100:1")
            let other = try HTTPClient(port: server["ssh"]).connected()
            defer { _ = close(other) }
            // Until it has taken that one up it may have room.
            var last: ServiceAttempt?
            try server.child.wait(for: "a refusal") { _ in
                last = try ServiceAttempt(.service("ssh"), at: server["ssh"])
                return last?.outcome != .success
            }
            #expect(last?.outcome == .unexpected)
        }

        @Test(.needs(.telnetd)) func `telnetd waits for us to speak of options`() throws {
            let server = try Telnetd.start()
            try expect(.timeout, of: .service("ssh"), at: server["telnet"])
        }

        @Test(.needs(.nginx), arguments: [("return 301 /other;", "301"), ("deny all;", "403")])
        func `nginx is proved, whatever it says`(answer: String, status: String) throws {
            let server = try Nginx.start(certificates.good, answer)
            for name in ["http", "https"] {
                let attempt = try expect(
                    .success, of: .service(name), at: server[name], trusting: certificates)
                #expect(attempt.captured == ["version": "1.1", "status": status])
            }
            try expect(.noTLS, of: .service("https"), at: server["http"])
            // It says in the clear that it was asked in the clear.
            let clear = try expect(.success, of: .service("http"), at: server["https"])
            #expect(clear.captured["status"] == "400")
        }

        @Test(.needs(.prosody), arguments: ["xmpp-client", "xmpp-server"])
        func `Prosody does not know every domain`(name: String) throws {
            let server = try Prosody.start(certificates.good)
            try expect(.unexpected, of: .startTLS(name), at: server[name], host: "127.0.0.2")
        }

        @Test(.needs(.standIn), arguments: [NewsStandIn.Manner.unable, .busy, .injected])
        func `a news server says why it does not go over to TLS`(
            manner: NewsStandIn.Manner
        ) throws {
            let server = try NewsStandIn.start(certificates.good, manner)
            try expect(
                .unexpected, of: .startTLS("nntp"), at: server["nntp"], trusting: certificates)
        }
    }
}
