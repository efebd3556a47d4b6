import Testing
import Workbench

extension Services {
    /// The servers of this family start, and end with the test.
    @Suite struct DataLauncherTests {
        @Test(.needsMariaDB) func `MariaDB starts`() throws {
            let server = try MariaDB.start(try TestCertificates().good)
            #expect(try MariaDB.ask(server, "select 1") == "1\n")
        }

        @Test(.needsPostgreSQL) func `PostgreSQL starts`() throws {
            let server = try PostgreSQL(try TestCertificates().good)
            #expect(server.log.contains("ready"))
        }

        @Test(.needsRedis) func `Redis starts`() throws {
            let server = try Redis.start()
            let tls = try Redis.start(try TestCertificates().good)
            #expect(server.port != tls.port)
        }

        @Test(.needsMemcached) func `memcached starts`() throws {
            let server = try Memcached.start()
            let tls = try Memcached.start(try TestCertificates().good)
            #expect(server.port != tls.port)
        }

        @Test(.needsZooKeeper) func `ZooKeeper starts`() throws {
            #expect(try ZooKeeper.start().port > 0)
        }

        @Test(.needsSlapd) func `slapd starts`() throws {
            let server = try Slapd.start(try TestCertificates().good)
            let tls = try Slapd.start(try TestCertificates().good, scheme: "ldaps")
            #expect(server.port != tls.port)
        }
    }
}
