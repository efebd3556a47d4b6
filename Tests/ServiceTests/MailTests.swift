import Testing
import Workbench

extension Services {
    /// Postfix and Dovecot are taken for nothing else, and told where they say no.
    @Suite struct MailTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try Services.certificates
        }

        @Test(.needs(.postfix)) func `Postfix is nothing else`() throws {
            let server = try Postfix.start(certificates.good)
            for question in [
                ServiceQuestion.service("ftp"), .service("imap"), .startTLS("lmtp"),
            ] {
                try expect(.unexpected, of: question, at: server["smtp"])
            }
            try expect(.noTLS, of: .service("smtps"), at: server["smtp"])
            try expect(.untrusted, of: .service("smtps"), at: server["smtps"])
        }

        @Test(.needs(.postfix)) func `a Postfix that is not willing says so at once`() throws {
            let server = try Postfix.start(
                certificates.good, "smtpd_tls_security_level = none\nsmtpd_helo_required = yes")
            try expect(.unexpected, of: .startTLS("smtp"), at: server["smtp"])
            try expect(.success, of: .service("smtp"), at: server["smtp"])
        }

        @Test(.needs(.dovecot)) func `Dovecot is nothing else`() throws {
            let server = try Dovecot.start(certificates.good)
            for (question, name) in [
                (ServiceQuestion.service("imap"), "pop3"), (.service("pop3"), "imap"),
                (.service("smtp"), "lmtp"), (.startTLS("pop3"), "sieve"),
            ] {
                try expect(.unexpected, of: question, at: server[name])
            }
            #expect(!server.log.contains("Error:"), "\(server.log)")
        }

        @Test(.needs(.dovecot)) func `a Dovecot without TLS says so at once`() throws {
            let server = try Dovecot.start(nil)
            for name in ["imap", "pop3", "lmtp", "sieve"] {
                try expect(.unexpected, of: .startTLS(name), at: server[name])
            }
        }
    }
}
