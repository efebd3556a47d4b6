import Testing
import Workbench

extension Services {
    /// Postfix and Dovecot are proved, and neither is taken for the other.
    @Suite struct MailServerTests {
        let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
        }

        private func verdict(_ flags: String..., at port: UInt16) throws -> String {
            let attempt = try SondeAttempt(flags, port, trusting: certificates)
            // Whatever is found is found before the deadline, and the program ends soon after.
            #expect(attempt.milliseconds < 7_000, "\(attempt)")
            return attempt.verdict
        }

        @Test(.needsPostfix) func `Postfix is proved`() throws {
            let server = try Postfix.start(certificates.good)
            for name in ["smtp", "submission", "smtps"] {
                #expect(try verdict("--service=\(name)", at: server[name]) == "success", "\(name)")
            }
            #expect(try verdict("--starttls=smtp", at: server["smtp"]) == "success")
            let both = ["--service=smtp", "--starttls=smtp"]
            #expect(try verdict(both[0], both[1], at: server["smtp"]) == "success")

            #expect(try verdict("--service=ftp", at: server["smtp"]) == "unexpected_response")
            #expect(try verdict("--service=imap", at: server["smtp"]) == "unexpected_response")
            #expect(try verdict("--service=smtps", at: server["smtp"]) == "tls_protocol")
            #expect(try verdict("--starttls=lmtp", at: server["smtp"]) == "unexpected_response")
            // It is left in peace: whoever breaks off is a lost connection to it.
            try server.waitForLog("helo=1 ehlo=1 starttls=1 quit=1 commands=4")
            #expect(!server.log.contains("lost connection after STARTTLS"), "\(server.log)")
            #expect(!server.log.contains("fatal:"), "\(server.log)")
        }

        @Test(.needsPostfix) func `a Postfix that is not willing says so at once`() throws {
            let server = try Postfix.start(
                certificates.good, "smtpd_tls_security_level = none\nsmtpd_helo_required = yes")
            #expect(try verdict("--starttls=smtp", at: server["smtp"]) == "unexpected_response")
            #expect(try verdict("--service=smtp", at: server["smtp"]) == "success")
        }

        @Test(
            .needsDovecot, .needsDovecotIMAP, .needsDovecotPOP3, .needsDovecotLMTP,
            .needsDovecotSieve
        ) func `Dovecot is proved`() throws {
            let server = try Dovecot.start(certificates.good)
            for name in ["imap", "imaps", "pop3", "pop3s"] {
                #expect(try verdict("--service=\(name)", at: server[name]) == "success", "\(name)")
            }
            for name in ["imap", "pop3", "lmtp", "sieve"] {
                #expect(try verdict("--starttls=\(name)", at: server[name]) == "success", "\(name)")
            }
            for name in ["imap", "pop3"] {
                let both = ["--service=\(name)", "--starttls=\(name)"]
                #expect(try verdict(both[0], both[1], at: server[name]) == "success", "\(name)")
            }
            #expect(try verdict("--service=imap", at: server["pop3"]) == "unexpected_response")
            #expect(try verdict("--service=pop3", at: server["imap"]) == "unexpected_response")
            #expect(try verdict("--service=smtp", at: server["lmtp"]) == "unexpected_response")
            #expect(try verdict("--starttls=pop3", at: server["sieve"]) == "unexpected_response")
            #expect(!server.log.contains("Error:"), "\(server.log)")
        }

        @Test(
            .needsDovecot, .needsDovecotIMAP, .needsDovecotPOP3, .needsDovecotLMTP,
            .needsDovecotSieve
        ) func `a Dovecot without TLS says so at once`() throws {
            let server = try Dovecot.start(nil)
            for name in ["imap", "pop3", "lmtp", "sieve"] {
                #expect(
                    try verdict("--starttls=\(name)", at: server[name]) == "unexpected_response",
                    "\(name)")
            }
        }
    }
}
