import FaultServers
import Network
import Reactor
import Resolver
import Simulation
import Testing
import Time

struct NameServerTests {
    private static func loopback(_ port: UInt16) -> Endpoint {
        Endpoint(address: .loopback4, port: port)
    }

    /// A port at which nobody listens; bound, so that nobody else takes it.
    private static func closedPort() -> DNSFaultServer { DNSFaultServer(answersUDP: false) }

    @Test func `a closed port is a failure of the server, at once`() throws {
        let closed = Self.closedPort()
        try ResolverWorld.run(servers: { _ in [Self.loopback(closed.port)] }) { world in
            let start = world.loop.now
            #expect(await world.resolve("both.example", .both).error == .serverFailure)
            #expect(world.loop.now - start < .milliseconds(500))
        }
    }

    @Test(arguments: ["servfail-first", "refused-first"])
    func `where one server fails the next is asked at once`(kind: String) throws {
        // The first answers all with an error, whatever the name: it changes the response code.
        let code: UInt8 = kind == "servfail-first" ? 2 : 5
        let failing = DNSFaultServer { answer in
            answer.indices.contains(3) ? Array(answer[..<3]) + [0x80 | code] + answer[4...] : answer
        }
        try ResolverWorld.run(servers: { [Self.loopback(failing.port), $0] }) { world in
            #expect(await world.resolve("mutant.example").addresses.count == 2)
            #expect(failing.queryCount("mutant.example") == 1)
            #expect(await world.resolve("mutant-2.example").addresses.count == 2)
            #expect(failing.queryCount("mutant-2.example") == 0)
        }
    }

    @Test func `where one port is closed the next server is asked at once`() throws {
        let closed = Self.closedPort()
        try ResolverWorld.run(servers: { [Self.loopback(closed.port), $0] }) { world in
            #expect(await world.resolve("both.example", milliseconds: 900).addresses.count == 2)
        }
    }

    @Test func `where one server is silent the next is asked after a second`() throws {
        let silent = DNSFaultServer { _ in [] }
        try ResolverWorld.run(servers: { [Self.loopback(silent.port), $0] }) { world in
            let start = world.loop.now
            #expect(await world.resolve("mutant.example", .both).addresses.count == 4)
            let took = world.loop.now - start
            #expect(took >= .seconds(1))
            #expect(await world.resolve("mutant-2.example", .both).addresses.count == 4)
            #expect(silent.queryCount("mutant-2.example") == 0)
        }
    }

    @Test func `one server failing is not the end while another may know`() throws {
        let silent = DNSFaultServer { _ in [] }
        let failing = DNSFaultServer { Array($0[..<3]) + [0x82] + $0[4...] }
        try ResolverWorld.run(servers: { _ in
            [Self.loopback(failing.port), Self.loopback(silent.port)]
        }) { world in
            // Until the silent one has been given up nothing is known.
            #expect(await world.resolve("mutant.example", milliseconds: 100).error == .timeout)
            #expect(failing.queryCount("mutant.example") == 1)
            #expect(silent.queryCount("mutant.example") == 1)
        }
    }

    @Test func `a server that we have no way to is our trouble`() throws {
        // connect(2) refuses the broadcast address with EACCES.
        let nowhere = Endpoint(address: .v4(0xffff_ffff), port: 53)
        try ResolverWorld.run(servers: { _ in [nowhere] }) { world in
            #expect(await world.resolve("both.example").error == .local(.localRoute))
        }
        try ResolverWorld.run(servers: { [nowhere, $0] }) { world in
            #expect(await world.resolve("both.example").addresses.count == 2)
        }
    }

    @Test func `a server is asked again where the first packet is lost`() throws {
        let seen = Shared(0)
        try ResolverWorld.run(tampering: { answer in
            let count = seen.update { count in
                count += 1
                return count
            }
            return count == 1 ? [] : answer
        }) { world in
            #expect(await world.resolve("mutant.example").addresses.count == 2)
            #expect(world.server.queryCount("mutant.example") == 2)
            #expect(world.results.counts.value == [.success: 1])
        }
    }

    @Test func `resolv conf is read where no servers are given`() throws {
        let files = ["/etc/resolv.conf": "nameserver 255.255.255.255\n"]
        try ResolverWorld.run(files: files, servers: { _ in [] }) { world in
            for _ in 0..<3 {
                #expect(await world.resolve("both.example").error == .local(.localRoute))
            }
            #expect(world.files.reads.value["/etc/resolv.conf"] == 1)
        }
    }

    @Test func `mutants of answers over the socket end in a reason or in addresses`() throws {
        let seed = Shared(UInt64(0))
        try ResolverWorld.run(tampering: { answer in
            let next = seed.update { seed in
                seed += 1
                return seed
            }
            // Every other one keeps its header and its question, so that it gets past them.
            let kept = next % 2 == 0 ? 0 : (answer[12...].firstIndex(of: 0) ?? 7) + 5
            var mutator = ByteMutator(seed: next, corpus: [Array(answer[kept...])])
            return answer[..<kept] + mutator.next()
        }) { world in
            let ends = Shared([String: Int]())
            for batch in 0..<3 {
                await withTaskGroup(of: Void.self) { group in
                    for index in 0..<100 {
                        group.addTask {
                            let name = "mutant-\(batch)-\(index).example"
                            let answer = await world.resolve(name, milliseconds: 900)
                            let end = answer.error.map { "\($0)" } ?? "addresses"
                            ends.update { $0[end, default: 0] += 1 }
                        }
                    }
                }
            }
            #expect(ends.value.values.reduce(0, +) == 300)
            #expect(ends.value["addresses", default: 0] > 10)
            #expect(ends.value["malformed", default: 0] > 10)
            #expect(!ends.value.keys.contains { $0.hasPrefix("other") })
            #expect(await world.resolve("both.example", .both).addresses.count == 4)
        }
    }

    @Test func `an idle resolver takes a new port after so many questions`() throws {
        try ResolverWorld.run { world in
            for index in 0..<ResolverLimits.queriesPerPortMax {
                _ = await world.resolve("nodata-\(index).example")
            }
            #expect(world.server.clientPortCount == 1)
            _ = await world.resolve("nodata.example")
            #expect(world.server.clientPortCount == 2)
        }
    }

    @Test func `a change of resolv conf is followed`() throws {
        let files = ["/etc/resolv.conf": "nameserver 255.255.255.255\n"]
        try ResolverWorld.run(files: files, servers: { _ in [] }, filesAge: .zero) { world in
            #expect(await world.resolve("both.example").error == .local(.localRoute))
            world.files.contents.update {
                $0["/etc/resolv.conf"] = "nameserver 127.0.0.99\nnameserver 127.0.0.98\n"
            }
            let next = await world.resolve("both.invalid", milliseconds: 1000)
            #expect(next.error != .local(.localRoute))
        }
    }
}
