import FaultServers
import Network
import Reactor
import Resolver
import Simulation
import Testing
import Time

/// Services, asked for over sockets.
struct ServiceTests {
    private static func service(
        _ priority: UInt16, _ weight: UInt16, _ port: UInt16, _ target: String
    ) -> ServiceRecord {
        ServiceRecord(priority: priority, weight: weight, port: port, target: target)
    }

    @Test(arguments: ["_https._tcp.both.example", "_HTTPS._tcp.Both.example.", "both.example"])
    func `what the server has is found`(name: String) throws {
        try ResolverWorld.run { world in
            let services = [
                Self.service(10, 5, 8001, "host-1.example"),
                Self.service(10, 5, 8002, "host-2.example"),
            ]
            let answer = ServiceAnswer(records: services, timeToLive: .seconds(60))
            #expect(await world.services(name) == .success(answer))
            #expect(world.results.counts.value == [.success: 1])
        }
    }

    @Test func `services come in their order, each once, and live as long as the shortest`()
        throws
    {
        try ResolverWorld.run { world in
            let answer = await world.services("_https._tcp.shuffled.example")
            #expect(
                answer.records == [
                    Self.service(10, 9, 443, "host-2.example"),
                    Self.service(10, 1, 443, "host-2.example"),
                    Self.service(10, 1, 443, "host-3.example"),
                    Self.service(20, 0, 443, "host-1.example"),
                ])
            #expect(answer.timeToLive == .seconds(100))
        }
    }

    @Test func `a service that is decidedly not available is an answer without records`() throws {
        try ResolverWorld.run { world in
            let answer = await world.services("_https._tcp.unavailable.example")
            #expect(answer == .success(ServiceAnswer(records: [], timeToLive: .seconds(30))))
        }
    }

    @Test func `an alias before the services is followed, and counts for how long they hold`()
        throws
    {
        try ResolverWorld.run { world in
            let answer = await world.services("_https._tcp.chain.example")
            #expect(answer.records == [Self.service(10, 5, 8001, "host-1.example")])
            #expect(answer.timeToLive == .seconds(7))
        }
    }

    @Test(arguments: [("truncated", 1), ("hundred", 100)])
    func `what is cut off over UDP is asked for again over TCP`(label: String, count: Int) throws {
        try ResolverWorld.run { world in
            let name = "_https._tcp.\(label).example"
            #expect(await world.services(name).records.count == count)
            #expect(world.server.queryCount(name, type: 33) == 2)
        }
    }

    @Test(arguments: [
        (DNSFaultBehaviour.nxdomain, ResolveError.notFound), (.nodata, .noData), (.loop, .noData),
        (.v4only, .noData), (.servfail, .serverFailure), (.notimp, .serverFailure),
        (.yxdomain, .serverFailure), (.refused, .refused), (.silence, .timeout),
        (.garbage, .malformed), (.thinrecord, .malformed), (.wrongid, .timeout),
        (.wrongquestion, .timeout), (.short, .timeout), (.empty, .timeout),
    ])
    func `each misbehaviour gives its reason inside the deadline`(
        behaviour: DNSFaultBehaviour, error: ResolveError
    ) throws {
        try ResolverWorld.run { world in
            let start = world.loop.now
            let name = "_https._tcp.\(behaviour).example"
            let milliseconds = error == .timeout ? 250 : 5000
            #expect(await world.services(name, milliseconds: milliseconds).error == error)
            let took = world.loop.now - start
            #expect(took < .milliseconds(4000))
            #expect(error != .timeout || took >= .milliseconds(250))
            #expect(world.server.queryCount(name) >= 1)
        }
    }

    @Test(arguments: [
        ("", ResolveError.malformed), (".", .malformed), ("_a..b", .malformed),
        ("a\0.example", .malformed), ("192.0.2.1", .noData), ("::1", .noData),
        ("localhost", .noData), ("_http._tcp.localhost.", .noData),
    ])
    func `what cannot have services is not asked for`(name: String, error: ResolveError) throws {
        try ResolverWorld.run { world in
            #expect(await world.services(name).error == error)
            #expect(world.results.counts.value.isEmpty)
        }
    }

    @Test func `each call asks anew, and addresses of the same name are another question`() throws {
        try ResolverWorld.run { world in
            for _ in 0..<3 { #expect(await world.services("both.example").error == nil) }
            #expect(await world.resolve("both.example").addresses.count == 2)
            #expect(world.server.queryCount("both.example", type: 33) == 3)
            #expect(world.server.queryCount("both.example", type: 1) == 1)
        }
    }

    @Test func `equal questions in flight are asked once`() throws {
        try ResolverWorld.run { world in
            await withTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { await world.services("_a._tcp.both.example").records.count }
                }
                for await count in group { #expect(count == 2) }
            }
            #expect(world.server.queryCount("_a._tcp.both.example") == 1)
        }
    }

    @Test func `a service is looked for in the search domains, unless its name is whole`() throws {
        let names: [String: DNSFaultBehaviour] = [
            "_a._tcp.web.one.example": .nxdomain, "_a._tcp.web.two.example": .both,
            "_a._tcp.web": .nxdomain,
        ]
        let search = "search one.example two.example\noptions ndots:3"
        try ResolverWorld.run(names: names, search: search) { world in
            #expect(await world.services("_a._tcp.web").records.count == 2)
            #expect(world.server.queryCount("_a._tcp.web.one.example") == 1)
            #expect(world.server.queryCount("_a._tcp.web") == 0)
            #expect(await world.services("_a._tcp.web.").error == .notFound)
            #expect(world.server.queryCount("_a._tcp.web.one.example") == 1)
        }
    }

    @Test func `a cancelled caller leaves at once`() throws {
        try ResolverWorld.run { world in
            let start = world.loop.now
            let error = await withTaskGroup(of: ResolveError?.self) { group in
                group.addTask { await world.services("_a._tcp.silence.example").error }
                await Task.yield()
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error == .cancelled)
            #expect(world.loop.now - start < .seconds(1))
        }
    }

    @Test func `after a shutdown whoever asks is cancelled`() throws {
        try ResolverWorld.run { world in
            world.resolver.shutdown()
            #expect(await world.services("_a._tcp.both.example").error == .cancelled)
        }
    }
}
