import Testing
import Workbench

extension Services {
    /// MySQL, as MariaDB 10.11 speaks it.
    @Suite struct MySQLTests {
        @Test(.needsMariaDB) func `MariaDB proves mysql, in the clear and under TLS`() throws {
            let certificates = try TestCertificates()
            let server = try MariaDB.start(certificates.good)
            let clear = try Attempt(server.port, service: "mysql")
            #expect(clear.outcome == "success", "\(clear.text)")
            #expect(clear.status == 0)

            let upgraded = try Attempt(
                server.port, startTLS: "mysql", trusting: certificates.root)
            #expect(upgraded.outcome == "success", "\(upgraded.text)")
            #expect(upgraded.facts["protocol"]?.hasPrefix("TLS 1.3") == true)
            let both = try Attempt(
                server.port, service: "mysql", startTLS: "mysql", trusting: certificates.root)
            #expect(both.outcome == "success", "\(both.text)")
            #expect(both.facts["protocol"]?.hasPrefix("TLS 1.3") == true)

            // Its greeting is there before the stranger speaks.
            let other = try Attempt(server.port, service: "redis")
            #expect(other.outcome == Stranger.unexpected, "\(other.text)")
            let untrusted = try Attempt(server.port, startTLS: "mysql")
            #expect(untrusted.outcome == "certificate_untrusted (in phase tls)")
        }

        @Test(.needsMariaDB) func `MariaDB says no before TLS, and to a host without an account`()
            throws
        {
            let server = try MariaDB.start()
            let plain = try Attempt(server.port, startTLS: "mysql")
            #expect(plain.outcome == Stranger.unexpected, "\(plain.text)")

            _ = try MariaDB.ask(
                server,
                """
                rename user root@localhost to root@'192.0.2.1';
                delete from mysql.global_priv where Host not like '192%'; flush privileges
                """)
            let refused = try Attempt(server.port, service: "mysql")
            #expect(refused.outcome == Stranger.unexpected, "\(refused.text)")
            #expect(refused.detail.contains("is not allowed to connect"), "\(refused.text)")
        }
    }
}
