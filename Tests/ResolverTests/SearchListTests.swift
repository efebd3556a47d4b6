import FaultServers
import Network
import Reactor
import Resolver
import Testing
import Time

struct SearchListTests {
    /// The names that are asked for when each fails with what `errors` says of it, NXDOMAIN if not.
    private static func walk(
        _ name: String, _ configuration: String, _ errors: [String: ResolveError] = [:]
    ) throws -> (names: [String], error: ResolveError?) {
        var walk = SearchWalk(
            try #require(DomainName(name)), isAbsolute: name.hasSuffix("."),
            ResolverConfiguration(Array(configuration.utf8)))
        var names: [String] = []
        while true {
            names.append(walk.current.description)
            do throws(ResolveError) {
                try walk.advance(after: errors[walk.current.description] ?? .notFound)
            } catch {
                return (names, error)
            }
        }
    }

    @Test(arguments: [
        ("web", "", ["web"]), ("web", "search a.b c.d", ["web.a.b", "web.c.d", "web"]),
        ("web.x", "search a.b c.d", ["web.x", "web.x.a.b", "web.x.c.d"]),
        ("web.x", "search a.b\noptions ndots:2", ["web.x.a.b", "web.x"]),
        ("web.x.y", "search a.b\noptions ndots:2", ["web.x.y", "web.x.y.a.b"]),
        ("web", "search a.b\noptions ndots:0", ["web", "web.a.b"]),
        ("web.", "search a.b", ["web"]), ("web.x.", "search a.b\noptions ndots:5", ["web.x"]),
        (
            String(repeating: "a.", count: 126) + "a", "search b.c\noptions ndots:15",
            [String(repeating: "a.", count: 126) + "a"]
        ),
    ])
    func `the list comes before or after the name by its dots`(
        name: String, configuration: String, names: [String]
    ) throws {
        let walked = try Self.walk(name, configuration)
        #expect(walked.names == names)
        #expect(walked.error == .notFound)
    }

    @Test(arguments: [
        // The list first: no data anywhere says more than no such name.
        ("web", ["web.a.b": ResolveError.noData], 3, ResolveError.noData),
        ("web", ["web": .noData], 3, .noData), ("web", ["web": .timeout], 3, .timeout),
        // glibc says no data, or no such name, where servers failed before; but what was meant may
        // be in their domain, so that nobody knows.
        ("web", ["web.a.b": .serverFailure], 3, .serverFailure),
        ("web", ["web.a.b": .serverFailure, "web.c.d": .noData], 3, .serverFailure),
        ("web", ["web.a.b": .noData, "web.c.d": .serverFailure], 3, .serverFailure),
        ("web", ["web.a.b": .noData, "web": .serverFailure], 3, .serverFailure),
        // Anything else ends the list, and the name as it is has its turn.
        ("web", ["web.a.b": .timeout], 2, .timeout), ("web", ["web.a.b": .refused], 2, .refused),
        ("web", ["web.a.b": .malformed], 2, .malformed),
        ("web", ["web.a.b": .refused, "web": .noData], 2, .refused),
        ("web", ["web.a.b": .malformed, "web": .timeout], 2, .malformed),
        ("web", ["web.a.b": .serverFailure, "web.c.d": .timeout], 3, .serverFailure),
        // Our own trouble ends all.
        ("web", ["web.a.b": .local(.descriptors)], 1, .local(.descriptors)),
        ("web", ["web.c.d": .cancelled], 2, .cancelled),
        // The name first: the list goes on whatever it failed with, which is the last word too.
        ("web.x", ["web.x": .serverFailure], 3, .serverFailure),
        ("web.x", ["web.x": .noData, "web.x.c.d": .timeout], 3, .noData),
        ("web.x", ["web.x": .timeout, "web.x.a.b": .refused], 2, .timeout),
        ("web.x", ["web.x.a.b": .serverFailure], 3, .notFound),
        ("web.x", ["web.x.a.b": .timeout], 2, .notFound),
        ("web.x", ["web.x": .local(.memory)], 1, .local(.memory)),
        ("web.x", ["web.x.a.b": .local(.memory)], 2, .local(.memory)),
    ])
    func `a failure goes on, or ends the search`(
        name: String, errors: [String: ResolveError], count: Int, error: ResolveError
    ) throws {
        let walked = try Self.walk(name, "search a.b c.d", errors)
        #expect(walked.names.count == count)
        #expect(walked.error == error)
    }

    @Test(arguments: [
        // The name first: nothing that the list might say would change its own failure.
        ("web.x", [ResolveError.notFound], ResolveError.notFound),
        ("web.x", [.notFound, .timeout], .notFound), ("web.x", [.noData, .timeout], .noData),
        ("web.x", [.timeout], .timeout), ("web.x", [.notFound, .notFound, .timeout], .notFound),
        ("web.x", [.notFound, .cancelled], .cancelled),
        ("web.x", [.notFound, .local(.descriptors)], .local(.descriptors)),
        // The list first: what it has not come to may exist.
        ("web", [.timeout], .timeout), ("web", [.notFound], .timeout),
        ("web", [.notFound, .noData], .timeout), ("web", [.serverFailure], .serverFailure),
        ("web", [.notFound, .notFound, .timeout], .timeout),
        ("web", [.notFound, .notFound, .notFound], .notFound),
        ("web", [.local(.memory)], .local(.memory)),
    ])
    func `where the time ends a search, what is still unknown decides`(
        name: String, errors: [ResolveError], end: ResolveError
    ) throws {
        var walk = SearchWalk(
            try #require(DomainName(name)), isAbsolute: false,
            ResolverConfiguration(Array("search a.b c.d".utf8)))
        for error in errors.dropLast() { try walk.advance(after: error) }
        let last = try #require(errors.last)
        #expect(walk.end(after: last) == end)
    }

    private static let names: [String: DNSFaultBehaviour] = [
        "web.one.example": .nxdomain, "web.two.example": .servfail, "web.three.example": .both,
        "web": .nodata, "mail.one.example": .both, "mail.two.example": .nxdomain,
        "slow.one.example": .silence, "db.one.example": .chain, "full.example": .v4only,
        "none.one.example": .nxdomain, "none.two.example": .nxdomain,
        "none.three.example": .nxdomain, "none": .nxdomain,
    ]
    private static let search = "search one.example two.example three.example"

    @Test func `a short name is found in a later domain, and is never taken for known`() throws {
        try ResolverWorld.run(names: Self.names, search: Self.search) { world in
            for _ in 0..<2 {
                let answer = await world.resolve("Web", .both)
                #expect(answer.addresses.count == 4)
                #expect(answer.canonicalName == "web.three.example")
                #expect(answer.isCached == false)
            }
            #expect(world.server.queryCount("web.three.example", type: 1) == 1)
            #expect(world.server.queryCount("web.one.example", type: 1) == 2)
            #expect(world.server.queryCount("web") == 0)
        }
    }

    @Test func `a short name of the first domain is known the second time`() throws {
        try ResolverWorld.run(names: Self.names, search: Self.search) { world in
            #expect(await world.resolve("mail").isCached == false)
            #expect(await world.resolve("mail").isCached == true)
            #expect(await world.resolve("db").canonicalName == "two.example")
            #expect(world.server.queryCount("mail.two.example") == 0)
        }
    }

    @Test func `a name that is written to its end is not searched for`() throws {
        try ResolverWorld.run(names: Self.names, search: Self.search) { world in
            #expect(await world.resolve("none.").error == .notFound)
            #expect(await world.resolve("full.example").addresses == ["192.0.2.1"])
            #expect(world.server.queryCount("none.one.example") == 0)
            #expect(world.server.queryCount("full.example.one.example") == 0)
            #expect(await world.resolve("none").error == .notFound)
            #expect(world.server.queryCount("none.three.example") == 1)
        }
    }

    @Test func `one deadline holds for the whole search`() throws {
        try ResolverWorld.run(names: Self.names, search: Self.search) { world in
            let start = world.loop.now
            #expect(await world.resolve("slow", milliseconds: 200).error == .timeout)
            #expect(world.loop.now - start < .milliseconds(600))
            #expect(world.server.queryCount("slow.two.example") == 0)
            #expect(world.server.queryCount("slow") == 0)
        }
    }

    /// That a name is gone must be told, or an answer of old would serve for it as `stale_for`.
    @Test func `a name that does not exist is not found, though the list is silent`() throws {
        let names: [String: DNSFaultBehaviour] = [
            "api.example.com": .nxdomain, "api.example.com.corp.local": .silence,
        ]
        try ResolverWorld.run(names: names, search: "search corp.local") { world in
            let answer = await world.resolve("api.example.com", milliseconds: 200)
            #expect(answer.error == .notFound)
            #expect(world.server.queryCount("api.example.com.corp.local") >= 1)
        }
    }

    @Test(arguments: [
        (DNSFaultBehaviour.refused, ResolveError.refused), (.garbage, .malformed),
        (.servfail, .serverFailure),
    ])
    func `a short name is unknown where one of its domains could not be asked`(
        behaviour: DNSFaultBehaviour, error: ResolveError
    ) throws {
        let names: [String: DNSFaultBehaviour] = [
            "web.corp.local": behaviour, "web": .nxdomain,
        ]
        try ResolverWorld.run(names: names, search: "search corp.local") { world in
            #expect(await world.resolve("web").error == error)
            #expect(world.server.queryCount("web") == 1)
        }
    }
}
