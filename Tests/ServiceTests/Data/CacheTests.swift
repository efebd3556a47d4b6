import Testing
import Workbench

extension Services {
    /// Redis 7.0 and memcached 1.6.
    @Suite struct CacheTests {
        @Test(.needsRedis) func `Redis proves redis, in the clear and under TLS`() throws {
            let server = try Redis.start()
            let clear = try Attempt(server.port, service: "redis")
            #expect(clear.outcome == "success", "\(clear.text)")
            // A command that it does not know.
            let other = try Attempt(server.port, service: "memcached")
            #expect(other.outcome == Stranger.unexpected, "\(other.text)")
            #expect(other.detail.contains("unknown command"), "\(other.text)")

            let certificates = try TestCertificates()
            let encrypted = try Redis.start(certificates.good)
            let hidden = try Attempt(
                encrypted.port, service: "redis", scheme: "tls", trusting: certificates.root)
            #expect(hidden.outcome == "success", "\(hidden.text)")
        }

        @Test(.needsRedis) func `Redis that wants a password proves redis`() throws {
            let server = try Redis.start(nil, ["--requirepass", "secret"])
            let attempt = try Attempt(server.port, service: "redis")
            #expect(attempt.outcome == "success", "\(attempt.text)")
        }

        @Test(.needsRedis) func `Redis that is full says no`() throws {
            let server = try Redis.start(nil, ["--maxclients", "1"])
            let other = try ChildProcess("redis-cli", ["-p", "\(server.port)", "subscribe", "a"])
            try other.waitForText("subscribe", on: .output)
            let attempt = try Attempt(server.port, service: "redis")
            #expect(attempt.outcome == Stranger.unexpected, "\(attempt.text)")
            #expect(attempt.detail.contains("max number of clients"), "\(attempt.text)")
        }

        @Test(.needsMemcached) func `memcached proves memcached and is told goodbye`() throws {
            let server = try Memcached.start()
            let clear = try Attempt(server.port, service: "memcached")
            #expect(clear.outcome == "success", "\(clear.text)")
            try server.child.wait(for: "the goodbye") { $0.heard(.errors).contains(" quit\n") }
            let other = try Attempt(server.port, service: "redis")
            #expect(other.outcome == Stranger.unexpected, "\(other.text)")

            let certificates = try TestCertificates()
            let encrypted = try Memcached.start(certificates.good)
            let hidden = try Attempt(
                encrypted.port, service: "memcached", scheme: "tls", trusting: certificates.root)
            #expect(hidden.outcome == "success", "\(hidden.text)")
        }

        @Test(.needsMemcached) func `memcached that wants a login proves memcached`() throws {
            let folder = try TemporaryFolder()
            let file = try folder.write("users", "user:password\n")
            let server = try Memcached.start(nil, ["-Y", file])
            let attempt = try Attempt(server.port, service: "memcached")
            #expect(attempt.outcome == "success", "\(attempt.text)")
        }
    }
}
