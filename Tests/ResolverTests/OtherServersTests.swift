import FaultServers
import Network
import Reactor
import Resolver
import Simulation
import Testing
import Time

/// Name servers that are replaced by others while they are asked.
struct OtherServersTests {
    private static func loopback(_ server: DNSFaultServer) -> Endpoint {
        Endpoint(address: .loopback4, port: server.port)
    }

    @Test func `others are asked from then on, also for what was known`() throws {
        let other = DNSFaultServer(names: ["both.example": .v4only])
        try ResolverWorld.run { world in
            #expect(await world.resolve("both.example").addresses.count == 2)
            world.resolver.ask([Self.loopback(other)])
            let answer = await world.resolve("both.example")
            #expect(answer.addresses == ["192.0.2.1"])
            #expect(answer.isCached == false)
            #expect(world.server.queryCount("both.example") == 1)
            #expect(await world.services("both-2.example").records.count == 2)
            #expect(other.queryCount("both-2.example", type: 33) == 1)
        }
    }

    @Test func `the same servers once more change nothing`() throws {
        try ResolverWorld.run { world in
            #expect(await world.resolve("both.example").addresses.count == 2)
            world.resolver.ask([Self.loopback(world.server)])
            #expect(await world.resolve("both.example").isCached == true)
            #expect(await world.resolve("both-2.example").addresses.count == 2)
            #expect(world.server.clientPortCount == 1)
        }
    }

    /// A server whose first answer is lost, so that the question stays under way for a second.
    private static func late() -> DNSFaultServer {
        let isFirst = Shared(true)
        return DNSFaultServer { answer in
            isFirst.update { isFirst in
                defer { isFirst = false }
                return isFirst ? [] : answer
            }
        }
    }

    @Test func `a question under way ends as it would have, and nobody joins it`() throws {
        let late = Self.late()
        try ResolverWorld.run(servers: { _ in [Self.loopback(late)] }) { world in
            async let before = world.resolve("mutant.example")
            await Task.yield()
            // The server takes one after the other: with this answered it has seen the first.
            #expect(await world.resolve("both.example").error == nil)
            world.resolver.ask([Self.loopback(world.server)])
            #expect(await world.resolve("mutant.example").addresses.count == 2)
            #expect(world.server.queryCount("mutant.example") == 1)
            #expect(late.queryCount("mutant.example") == 1)
            #expect(await before.addresses.count == 2)
            #expect(late.queryCount("mutant.example") == 2)
            #expect(world.results.counts.value == [.success: 3])
        }
    }

    @Test func `what the servers before say late is not kept`() throws {
        let late = Self.late()
        try ResolverWorld.run(servers: { _ in [Self.loopback(late)] }) { world in
            async let before = world.resolve("mutant.example")
            await Task.yield()
            #expect(await world.resolve("both.example").error == nil)
            world.resolver.ask([Self.loopback(world.server)])
            #expect(await before.addresses.count == 2)
            #expect(await world.resolve("mutant.example").isCached == false)
            #expect(world.server.queryCount("mutant.example") == 1)
        }
    }

    @Test func `sockets of servers that are not asked any more are closed`() throws {
        let other = DNSFaultServer()
        try ResolverWorld.run { world in
            let before = world.loop.descriptorCount
            #expect(await world.resolve("both.example").error == nil)
            #expect(world.loop.descriptorCount == before + 1)
            world.resolver.ask([Self.loopback(other)])
            #expect(world.loop.descriptorCount == before)
        }
    }

    @Test func `a shutdown cancels also what goes to the servers before`() throws {
        let other = DNSFaultServer()
        try ResolverWorld.run { world in
            let descriptors = world.loop.descriptorCount
            async let before = world.resolve("silence.example")
            await Task.yield()
            #expect(await world.resolve("both.example").error == nil)
            world.resolver.ask([Self.loopback(other)])
            world.resolver.shutdown()
            #expect(world.loop.descriptorCount == descriptors)
            #expect(await before.error == .cancelled)
            #expect(world.results.counts.value == [.success: 1, .cancelled: 1])
            world.resolver.ask([Self.loopback(world.server)])
            #expect(await world.resolve("both-2.example").error == .cancelled)
        }
    }

    @Test func `with none named those of the machine are asked, read at once`() throws {
        let files = ["/etc/resolv.conf": "nameserver 255.255.255.255\n"]
        try ResolverWorld.run(files: files, servers: { _ in [] }) { world in
            // connect(2) refuses the broadcast address with EACCES.
            #expect(await world.resolve("both.example").error == .local(.localRoute))
            world.resolver.ask([Self.loopback(world.server)])
            #expect(await world.resolve("both.example").addresses.count == 2)
            world.resolver.ask([])
            #expect(await world.resolve("both.example").error == .local(.localRoute))
            #expect(world.files.reads.value["/etc/resolv.conf"] == 2)
        }
    }

    @Test func `the search list of the machine ends with its servers`() throws {
        let names: [String: DNSFaultBehaviour] = ["web.one.example": .both, "web": .nxdomain]
        let other = DNSFaultServer(names: names)
        try ResolverWorld.run(names: names, search: "search one.example") { world in
            #expect(await world.resolve("web").addresses.count == 2)
            world.resolver.ask([Self.loopback(other)])
            #expect(await world.resolve("web").error == .notFound)
        }
    }
}
