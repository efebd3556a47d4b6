import Testing
import Workbench

extension Services {
    /// Redis and memcached, as they are set up elsewhere.
    @Suite struct CacheTests {
        @Test(.needs(.redis)) func `Redis is nothing else, and says so`() throws {
            let server = try Redis.start()
            let other = try expect(.unexpected, of: .service("memcached"), at: server["redis"])
            #expect(other.detail.contains("unknown command"), "\(other)")
        }

        @Test(.needs(.redis)) func `Redis that wants a password is proved`() throws {
            let server = try Redis.start(nil, ["--requirepass", "secret"])
            try expect(.success, of: .service("redis"), at: server["redis"])
        }

        @Test(.needs(.redis)) func `Redis that is full says no`() throws {
            let server = try Redis.start(nil, ["--maxclients", "1"])
            let other = try ChildProcess(
                "redis-cli", ["-p", "\(server["redis"])", "subscribe", "a"])
            try other.waitForText("subscribe", on: .output)
            let full = try expect(.unexpected, of: .service("redis"), at: server["redis"])
            #expect(full.detail.contains("max number of clients"), "\(full)")
        }

        @Test(.needs(.memcached)) func `memcached is nothing else`() throws {
            let server = try Memcached.start()
            try expect(.unexpected, of: .service("redis"), at: server["memcached"])
        }

        @Test(.needs(.memcached)) func `memcached that wants a login is proved`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("users", "user:password\n")
            let server = try Memcached.start(nil, ["-Y", file])
            let attempt = try expect(
                .success, of: .service("memcached"), at: server["memcached"])
            #expect(attempt.captured == [:])
        }

        @Test(.needs(.redis), .needs(.memcached)) func `both are proved under TLS`() throws {
            let certificates = try Services.certificates
            for (name, server) in [
                ("redis", try Redis.start(certificates.good)),
                ("memcached", try Memcached.start(certificates.good)),
            ] {
                let attempt = try expect(
                    .success, of: .service(name, underTLS: true), at: server[name],
                    trusting: certificates)
                #expect(attempt.tlsVersion == "TLS 1.3", "\(attempt)")
            }
        }
    }
}
