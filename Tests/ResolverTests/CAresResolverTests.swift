import FaultServers
import Network
import Reactor
import Resolver
import Simulation
import Testing
import Time

struct CAresResolverTests {
    private static let four = "192.0.2.1"
    private static let six = "2001:db8::1"

    @Test(arguments: [
        ("v4only", AddressFamilies.both, [four]), ("v6only", .both, [six]),
        ("v4only", .v4, [four]), ("v6only", .v6, [six]),
        ("both", .both, [six, "2001:db8::2", four, "192.0.2.2"]),
        ("truncated", .both, [six, four]), ("emptyfirst", .v4, [four, "192.0.2.2"]),
        ("BOTH", .v4, [four, "192.0.2.2"]), ("chain", .v4, [four]),
    ])
    func `what the server has is found`(
        label: String, families: AddressFamilies, addresses: [String]
    ) throws {
        try ResolverWorld.run { world in
            let answer = await world.resolve("\(label).example", families)
            #expect(answer.addresses == addresses)
        }
    }

    @Test(arguments: [
        (DNSFaultBehaviour.v6only, AddressFamilies.v4, ResolveError.noData),
        (.v4only, .v6, .noData), (.nxdomain, .both, .notFound), (.nodata, .both, .noData),
        (.servfail, .both, .serverFailure), (.notimp, .v4, .serverFailure),
        (.formerr, .v4, .serverFailure), (.yxdomain, .v4, .serverFailure),
        (.refused, .both, .refused), (.silence, .v4, .timeout), (.silence, .both, .timeout),
        (.silent6, .v6, .timeout), (.garbage, .v4, .malformed), (.garbage, .both, .malformed),
        (.thinrecord, .v6, .malformed), (.loop, .both, .noData),
        // c-ares 1.18 drops what answers another question or is shorter than a header, so that this
        // cannot be told from silence.
        (.wrongid, .v4, .timeout), (.wrongquestion, .v4, .timeout), (.short, .v4, .timeout),
        (.empty, .v4, .timeout),
    ])
    func `each misbehaviour gives its reason inside the deadline`(
        behaviour: DNSFaultBehaviour, families: AddressFamilies, error: ResolveError
    ) throws {
        try ResolverWorld.run { world in
            let start = world.loop.now
            let name = "\(behaviour).example"
            let answer = await world.resolve(
                name, families, milliseconds: error == .timeout ? 250 : 5000)
            #expect(answer.error == error)
            let took = world.loop.now - start
            #expect(took < .milliseconds(4000))
            #expect(error != .timeout || took >= .milliseconds(250))
            #expect(world.server.queryCount(name) >= 1)
        }
    }

    @Test func `the canonical name is the end of the chain, or the name itself`() throws {
        try ResolverWorld.run { world in
            let chain = await world.resolve("chain.example", .both)
            #expect(chain.canonicalName == "two.example")
            let plain = await world.resolve("Both.Example.", .both)
            #expect(plain.canonicalName == "both.example")
        }
    }

    @Test func `a hundred addresses come over TCP`() throws {
        try ResolverWorld.run { world in
            #expect(await world.resolve("hundred.example", .v4).addresses.count == 100)
            #expect(world.server.queryCount("hundred.example") == 2)
        }
    }

    @Test(arguments: ["truncated.example", "hundred.example"])
    func `truncated where nobody listens on TCP is a failure of the server`(name: String) throws {
        try ResolverWorld.run(answersTCP: false) { world in
            #expect(await world.resolve(name, .both).error == .serverFailure)
        }
    }

    @Test func `connections that the server hangs up do not hurt later questions`() throws {
        try ResolverWorld.run { world in
            for index in 0..<20 {
                async let truncated = world.resolve("truncated-\(index).example", .both)
                async let plain = world.resolve("both-\(index).example", .both)
                #expect(await truncated.addresses.count == 2)
                #expect(await plain.addresses.count == 4)
            }
        }
    }

    @Test(arguments: ["", ".", "a..b", "a\0.example", String(repeating: "a", count: 64)])
    func `a name that cannot be asked for is malformed`(name: String) throws {
        try ResolverWorld.run { world in
            #expect(await world.resolve(name).error == .malformed)
            #expect(world.results.counts.value.isEmpty)
        }
    }

    @Test(arguments: [
        ("192.0.2.9", AddressFamilies.both, ["192.0.2.9"]), ("2001:db8::9", .v6, ["2001:db8::9"]),
        ("localhost", .both, ["::1", "127.0.0.1"]), ("LocalHost.", .v4, ["127.0.0.1"]),
        ("a.localhost", .v6, ["::1"]), ("known.example", .both, ["192.0.2.99"]),
    ])
    func `what is known is not asked for`(
        name: String, families: AddressFamilies, addresses: [String]
    ) throws {
        try ResolverWorld.run(files: ["/etc/hosts": "192.0.2.99 known.example"]) { world in
            let answer = await world.resolve(name, families)
            #expect(answer.addresses == addresses)
            #expect(answer.isCached == true)
            #expect(world.results.counts.value.isEmpty)
        }
    }

    @Test func `an address of the other family is no data`() throws {
        try ResolverWorld.run { world in
            #expect(await world.resolve("192.0.2.9", .v6).error == .noData)
            #expect(await world.resolve("::1", .v4).error == .noData)
        }
    }

    @Test func `the hosts file is read once in five seconds`() throws {
        try ResolverWorld.run(files: ["/etc/hosts": "192.0.2.99 known.example"]) { world in
            for _ in 0..<10 { _ = await world.resolve("known.example") }
            #expect(world.files.reads.value["/etc/hosts"] == 1)
            #expect(ResolverLimits.filesAgeSecondsMax == 5)
        }
    }

    @Test func `each question is counted by how it ended`() throws {
        try ResolverWorld.run { world in
            _ = await world.resolve("v4only.example", .both)
            _ = await world.resolve("nxdomain.example", .v4)
            _ = await world.resolve("garbage.example", .v6)
            let expected: [QueryResult: Int] = [
                .success: 1, .noData: 1, .notFound: 1, .malformed: 1,
            ]
            #expect(world.results.counts.value == expected)
        }
    }
}
