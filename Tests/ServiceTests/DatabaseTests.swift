import Testing
import Workbench

extension Services {
    /// Databases are taken for nothing else, and told where they say no.
    @Suite struct DatabaseTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try Services.certificates
        }

        @Test(.needs(.mariaDB))
        func `MariaDB says no before TLS, and to a host without an account`()
            throws
        {
            let server = try MariaDB.start()
            let port = server["mysql"]
            // Its greeting is there before the stranger speaks.
            try expect(.unexpected, of: .service("redis"), at: port)
            try expect(.unexpected, of: .startTLS("mysql"), at: port)
            _ = try MariaDB.ask(
                server,
                """
                rename user root@localhost to root@'192.0.2.1';
                delete from mysql.global_priv where Host not like '192%'; flush privileges
                """)
            let refused = try expect(.unexpected, of: .service("mysql"), at: port)
            #expect(refused.detail.contains("is not allowed to connect"), "\(refused)")
        }

        @Test(.needs(.mariaDB)) func `MariaDB with a certificate of a stranger is not trusted`()
            throws
        {
            let server = try MariaDB.start(certificates.good)
            try expect(.untrusted, of: .startTLS("mysql"), at: server["mysql"])
        }

        @Test(.needs(.postgreSQL)) func `PostgreSQL logs nothing of us`() throws {
            let server = try PostgreSQL.start(certificates.good)
            let port = server["postgres"]
            for question in ProvingServer.postgreSQL.questions {
                try expect(.success, of: question, at: port, trusting: certificates)
            }
            // What another protocol leaves in the log marks the end of ours.
            try expect(.closedEarly, of: .service("redis"), at: port)
            try server.waitForLog("invalid length of startup packet")
            let lines = server.log.split(separator: "\n")
            let ready = lines.firstIndex { $0.contains("ready to accept connections") }
            #expect(lines.count - 2 == ready, "\(server.log)")
        }

        @Test(
            .needs(.postgreSQL),
            arguments: ["host all all 127.0.0.1/32 trust", "hostssl all all 127.0.0.1/32 trust"])
        func `PostgreSQL is proved whatever its rules say of us, and logs one line`(
            rule: String
        ) throws {
            let server = try PostgreSQL.start(rules: rule)
            try expect(.success, of: .service("postgres"), at: server["postgres"])
            try server.waitForLog("FATAL")
        }

        @Test(.needs(.postgreSQL)) func `PostgreSQL without TLS says no to STARTTLS`() throws {
            let server = try PostgreSQL.start()
            try expect(.unexpected, of: .startTLS("postgres"), at: server["postgres"])
            try expect(.closedEarly, of: .service("ldap"), at: server["postgres"])
        }
    }
}
