import FaultServers
import Network
import Reactor
import Resolver
import Simulation
import Testing
import Time

struct SharedQuestionTests {
    @Test func `equal questions in flight are asked once`() throws {
        try ResolverWorld.run { world in
            await withTaskGroup(of: [String].self) { group in
                for index in 0..<50 {
                    let name = index % 2 == 0 ? "both.example" : "BOTH.example."
                    group.addTask { await world.resolve(name, .both).addresses }
                }
                for await addresses in group { #expect(addresses.count == 4) }
            }
            #expect(world.server.queryCount("both.example", type: 1) == 1)
            #expect(world.server.queryCount("both.example", type: 28) == 1)
            #expect(world.results.counts.value == [.success: 2])
        }
    }

    @Test func `an answer is kept for its time to live`() throws {
        try ResolverWorld.run { world in
            #expect(await world.resolve("both.example").isCached == false)
            #expect(await world.resolve("both.example").isCached == true)
            #expect(await world.resolve("both.example", .both).isCached == false)
            #expect(await world.resolve("both.example", .both).isCached == true)
            #expect(world.server.queryCount("both.example", type: 1) == 1)
            #expect(world.server.queryCount("both.example", type: 28) == 1)
        }
    }

    @Test(arguments: ["zerottl.example", "hugettl.example"])
    func `an answer without a time to live is not kept`(name: String) throws {
        try ResolverWorld.run { world in
            for _ in 0..<3 { #expect(await world.resolve(name).isCached == false) }
            #expect(world.server.queryCount(name) == 3)
        }
    }

    @Test(arguments: ["nxdomain.example", "nodata.example", "servfail.example"])
    func `what is not there is asked for each time`(name: String) throws {
        try ResolverWorld.run { world in
            for _ in 0..<3 { #expect(await world.resolve(name).error != nil) }
            #expect(world.server.queryCount(name) == 3)
        }
    }

    @Test func `who waits leaves at the deadline, and the question goes on for others`() throws {
        try ResolverWorld.run { world in
            #expect(await world.resolve("silence.example", milliseconds: 50).error == .timeout)
            #expect(await world.resolve("silence.example", milliseconds: 50).error == .timeout)
            #expect(world.results.counts.value.isEmpty)
            // The server takes one after the other: with this answered it has seen all before it.
            #expect(await world.resolve("both.example").error == nil)
            #expect(world.server.queryCount("silence.example") == 1)
        }
    }

    @Test func `a cancelled caller leaves at once, the others stay`() throws {
        try ResolverWorld.run { world in
            await withTaskGroup(of: ResolveError?.self) { group in
                group.addTask {
                    await world.resolve("silence.example", milliseconds: 300).error
                }
                let cancelled = await withTaskGroup(of: ResolveError?.self) { inner in
                    inner.addTask { await world.resolve("silence.example").error }
                    await Task.yield()
                    inner.cancelAll()
                    return await inner.next()
                }
                #expect(cancelled == .cancelled)
                #expect(await group.next() == .timeout)
            }
        }
    }

    @Test func `a family that is never answered leaves half of the time to the other`() throws {
        try ResolverWorld.run { world in
            let start = world.loop.now
            let answer = await world.resolve("silent6.example", .both, milliseconds: 400)
            #expect(answer.addresses == ["192.0.2.1"])
            #expect(world.loop.now - start < .milliseconds(350))
        }
    }

    @Test func `a shutdown cancels who waits, and who comes later`() throws {
        try ResolverWorld.run { world in
            await withTaskGroup(of: ResolveError?.self) { group in
                for index in 0..<5 {
                    group.addTask { await world.resolve("silence-\(index).example", .both).error }
                }
                let descriptors = world.loop.descriptorCount
                _ = await world.loop.sleep(until: world.loop.now + .milliseconds(20))
                #expect(world.loop.descriptorCount == descriptors + 1)
                world.resolver.shutdown()
                #expect(world.loop.descriptorCount == descriptors)
                for await error in group { #expect(error == .cancelled) }
                #expect(await world.resolve("both.example").error == .cancelled)
                #expect(world.results.counts.value == [.cancelled: 10])
            }
        }
    }

    @Test func `a resolver that is dropped closes its sockets`() throws {
        let loop = try EventLoop()
        let server = DNSFaultServer()
        loop.run {
            let before = loop.descriptorCount
            do {
                let resolver = CAresResolver(
                    on: loop, files: FilesInMemory([:]),
                    servers: [Endpoint(address: .loopback4, port: server.port)])
                let deadline = loop.now + .milliseconds(20)
                for name in ["both.example", "silence.example"] {
                    _ = try? await resolver.resolve(name, families: .v4, deadline: deadline)
                }
                #expect(loop.descriptorCount == before + 1)
            }
            #expect(loop.descriptorCount == before)
        }
    }

    @Test func `questions beyond the bound wait for their turn, those never sent are ours`() throws
    {
        try ResolverWorld.run { world in
            let count = ResolverLimits.questionsInFlightMax + 20
            await withTaskGroup(of: ResolveError?.self) { group in
                for index in 0..<count {
                    group.addTask {
                        await world.resolve("silence-\(index).example", milliseconds: 300).error
                    }
                }
                var errors: [ResolveError] = []
                for await error in group { if let error { errors.append(error) } }
                let sent = errors.count { $0 == .timeout }
                #expect(sent == ResolverLimits.questionsInFlightMax)
                #expect(errors.count { $0 == .local(.memory) } == 20)
            }
        }
    }

    @Test func `many questions at once are all answered`() throws {
        try ResolverWorld.run { world in
            let count = ResolverLimits.questionsInFlightMax * 2
            await withTaskGroup(of: Int.self) { group in
                for index in 0..<count {
                    group.addTask {
                        let name = "both-\(index).example"
                        return await world.resolve(name, milliseconds: 20_000).addresses.count
                    }
                }
                for await addresses in group { #expect(addresses == 2) }
            }
            #expect(world.results.counts.value == [.success: count])
        }
    }

    @Test func `where too many wait for their turn a question fails at once`() throws {
        try ResolverWorld.run { world in
            let most = ResolverLimits.questionsInFlightMax + ResolverLimits.questionsWaitingMax
            await withTaskGroup(of: ResolveError?.self) { group in
                for index in 0..<most {
                    group.addTask {
                        await world.resolve("silence-\(index).example", milliseconds: 60_000).error
                    }
                }
                await Task.yield()
                #expect(await world.resolve("silence.example").error == .local(.memory))
                group.cancelAll()
                var errors: [ResolveError] = []
                for await error in group { if let error { errors.append(error) } }
                #expect(errors.count { $0 == .cancelled } == most)
            }
        }
    }
}
