import Testing
import Workbench

extension Services {
    /// PostgreSQL 15.
    @Suite struct PostgreSQLTests {
        @Test(.needsPostgreSQL) func `PostgreSQL proves postgres and logs nothing of it`() throws {
            let certificates = try TestCertificates()
            let server = try PostgreSQL(certificates.good)
            let clear = try Attempt(server.port, service: "postgres")
            #expect(clear.outcome == "success", "\(clear.text)")

            let upgraded = try Attempt(
                server.port, startTLS: "postgres", trusting: certificates.root)
            #expect(upgraded.outcome == "success", "\(upgraded.text)")
            #expect(upgraded.facts["protocol"]?.hasPrefix("TLS 1.3") == true)
            let both = try Attempt(
                server.port, service: "postgres", startTLS: "postgres",
                trusting: certificates.root)
            #expect(both.outcome == "success", "\(both.text)")

            // What another protocol leaves in the log marks the end of ours.
            let stranger = try Attempt(server.port, service: "redis")
            #expect(stranger.outcome == Stranger.closed, "\(stranger.text)")
            try server.waitForLog("invalid length of startup packet")
            let lines = server.log.split(separator: "\n")
            let ready = lines.firstIndex { $0.contains("ready to accept connections") }
            #expect(lines.count - 2 == ready, "\(server.log)")
        }

        @Test(
            .needsPostgreSQL,
            arguments: ["host all all 127.0.0.1/32 trust", "hostssl all all 127.0.0.1/32 trust"])
        func `PostgreSQL proves postgres whatever its rules say of us`(rule: String) throws {
            let server = try PostgreSQL(rules: rule)
            let attempt = try Attempt(server.port, service: "postgres")
            #expect(attempt.outcome == "success", "\(attempt.text)")
        }

        @Test(.needsPostgreSQL) func `PostgreSQL without TLS says no to STARTTLS`() throws {
            let server = try PostgreSQL()
            let attempt = try Attempt(server.port, startTLS: "postgres")
            #expect(attempt.outcome == Stranger.unexpected, "\(attempt.text)")
            let other = try Attempt(server.port, service: "ldap")
            #expect(other.outcome == Stranger.closed, "\(other.text)")
        }
    }
}
