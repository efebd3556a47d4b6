import Testing
import Workbench

extension Services {
    /// LDAP, as OpenLDAP 2.5 speaks it.
    @Suite struct LDAPTests {
        @Test(.needsSlapd) func `slapd proves ldap and is told goodbye`() throws {
            let certificates = try TestCertificates()
            let server = try Slapd.start(certificates.good)
            let clear = try Attempt(server.port, service: "ldap")
            #expect(clear.outcome == "success", "\(clear.text)")

            let upgraded = try Attempt(server.port, startTLS: "ldap", trusting: certificates.root)
            #expect(upgraded.outcome == "success", "\(upgraded.text)")
            #expect(upgraded.facts["protocol"]?.hasPrefix("TLS 1.3") == true)
            let both = try Attempt(
                server.port, service: "ldap", startTLS: "ldap", trusting: certificates.root)
            #expect(both.outcome == "success", "\(both.text)")

            try server.child.wait(for: "three goodbyes") {
                $0.heard(.errors).ranges(of: "UNBIND").count == 3
            }
            #expect(!server.child.heard(.errors).contains("connection lost"))
        }

        @Test(.needsSlapd) func `slapd proves ldaps`() throws {
            let certificates = try TestCertificates()
            let server = try Slapd.start(certificates.good, scheme: "ldaps")
            let attempt = try Attempt(
                server.port, service: "ldaps", trusting: certificates.root)
            #expect(attempt.outcome == "success", "\(attempt.text)")
            let clear = try Attempt(server.port, service: "ldap")
            #expect(clear.outcome != "success", "\(clear.text)")
        }

        @Test(
            .needsSlapd,
            arguments: [
                "require authc", "security ssf=128", "disallow bind_anon", "restrict search",
            ])
        func `slapd that lets nobody search proves ldap`(rule: String) throws {
            let server = try Slapd.start(nil, rule)
            let attempt = try Attempt(server.port, service: "ldap")
            #expect(attempt.outcome == "success", "\(attempt.text)")
        }

        @Test(.needsSlapd) func `slapd without TLS says no to STARTTLS, and is no database`() throws
        {
            let server = try Slapd.start()
            let attempt = try Attempt(server.port, startTLS: "ldap")
            #expect(attempt.outcome == Stranger.unexpected, "\(attempt.text)")
            let other = try Attempt(server.port, service: "postgres")
            #expect(other.outcome == Stranger.closed, "\(other.text)")
        }
    }
}
