import Testing
import Workbench

extension Services {
    /// LDAP where somebody forbade something.
    @Suite struct DirectoryTests {
        @Test(
            .needs(.slapd),
            arguments: [
                "require authc", "security ssf=128", "disallow bind_anon", "restrict search",
            ])
        func `slapd that lets nobody search is proved`(rule: String) throws {
            let server = try Slapd.start(nil, rule)
            try expect(.success, of: .service("ldap"), at: server["ldap"])
        }

        @Test(.needs(.slapd)) func `slapd without TLS says no to STARTTLS, and is no database`()
            throws
        {
            let server = try Slapd.start()
            try expect(.unexpected, of: .startTLS("ldap"), at: server["ldap"])
            try expect(.closedEarly, of: .service("postgres"), at: server["ldap"])
        }

        @Test(.needs(.slapd)) func `slapd under TLS is not proved in the clear`() throws {
            let certificates = try Services.certificates
            let server = try Slapd.start(certificates.good)
            let clear = try ServiceAttempt(.service("ldap"), at: server["ldaps"])
            #expect(clear.outcome != .success, "\(clear)")
        }
    }
}
