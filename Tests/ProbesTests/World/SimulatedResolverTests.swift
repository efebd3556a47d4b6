import Network
import Simulation
import Testing
import Time

struct SimulatedResolverTests {
    private static let name = "a.example"

    private static func resolve(
        _ world: SimulatedWorld, _ families: AddressFamilies = .both,
        within timeout: Duration = .seconds(5)
    ) -> Result<NameAnswer, ResolveError> {
        let deadline = world.loop.now + timeout
        return world.loop.run { () -> Result<NameAnswer, ResolveError> in
            do throws(ResolveError) {
                return .success(
                    try await world.resolver.resolve(name, families: families, deadline: deadline))
            } catch {
                return .failure(error)
            }
        }
    }

    @Test func `a name gives its addresses of the wanted families`() {
        let world = SimulatedWorld(seed: 1)
        world.resolver.set(
            .answers([.loopback6, .loopback4], canonicalName: "b.example"), for: Self.name)
        for (families, addresses) in [
            (AddressFamilies.both, [IPAddress.loopback6, .loopback4]), (.v4, [.loopback4]),
            (.v6, [.loopback6]),
        ] {
            let answer = NameAnswer(
                addresses: addresses, canonicalName: "b.example", isCached: false)
            #expect(Self.resolve(world, families) == .success(answer))
        }
        world.resolver.set(.answers([.loopback6]), for: Self.name)
        #expect(Self.resolve(world, .v4) == .failure(.noData))
        #expect(world.resolver.queryCount == 4)
    }

    @Test func `a known name takes no time and no query`() {
        let world = SimulatedWorld(seed: 1)
        world.resolver.set(.knows([.loopback4]), for: Self.name)
        let answer = NameAnswer(
            addresses: [.loopback4], canonicalName: Self.name, isCached: true)
        #expect(Self.resolve(world) == .success(answer))
        #expect(world.loop.now == SimulationLimits.start)
        #expect(world.resolver.queryCount == 0)
    }

    @Test(arguments: [
        ResolveError.notFound, .noData, .serverFailure, .refused, .malformed, .local(.descriptors),
        .other(status: 3),
    ])
    func `a name fails as it is told`(error: ResolveError) {
        let world = SimulatedWorld(seed: 1)
        world.resolver.set(.fails(error), for: Self.name)
        #expect(Self.resolve(world) == .failure(error))
    }

    @Test func `silence ends at the deadline, a shutdown at once`() {
        let world = SimulatedWorld(seed: 1)
        world.resolver.set(.fails(.timeout), for: Self.name)
        #expect(Self.resolve(world) == .failure(.timeout))
        #expect(world.loop.now == SimulationLimits.start + .seconds(5))
        let error = world.loop.run(for: .seconds(1)) { () -> ResolveError? in
            do throws(ResolveError) {
                _ = try await world.resolver.resolve(
                    Self.name, families: .both, deadline: .distantFuture)
                return nil
            } catch {
                return error
            }
        }
        #expect(error == .cancelled)
    }

    @Test func `an unknown name is not found, and plans change by time`() {
        let world = SimulatedWorld(seed: 1)
        #expect(Self.resolve(world) == .failure(.notFound))
        world.resolver.plan(
            [
                NameChange(from: world.loop.now, .fails(.serverFailure)),
                NameChange(from: world.loop.now + .seconds(10), .knows([.loopback4])),
            ], for: Self.name)
        #expect(Self.resolve(world) == .failure(.serverFailure))
        world.loop.run { _ = await world.loop.sleep(until: world.loop.now + .seconds(10)) }
        let answer = NameAnswer(
            addresses: [.loopback4], canonicalName: Self.name, isCached: true)
        #expect(Self.resolve(world) == .success(answer))
    }

    private static func services(
        _ world: SimulatedWorld, within timeout: Duration = .seconds(5)
    ) -> Result<ServiceAnswer, ResolveError> {
        let deadline = world.loop.now + timeout
        return world.loop.run { () -> Result<ServiceAnswer, ResolveError> in
            do throws(ResolveError) {
                return .success(
                    try await world.resolver.services(of: name, deadline: deadline))
            } catch {
                return .failure(error)
            }
        }
    }

    @Test func `services are offered, change, end and fail as they are told`() {
        let world = SimulatedWorld(seed: 1)
        #expect(Self.services(world) == .failure(.notFound))
        let record = ServiceRecord(priority: 1, weight: 2, port: 80, target: "b.example")
        for records in [[record], []] {
            world.resolver.set(.offers(records, timeToLive: .seconds(30)), for: Self.name)
            let answer = ServiceAnswer(records: records, timeToLive: .seconds(30))
            #expect(Self.services(world) == .success(answer))
        }
        #expect(Self.resolve(world) == .failure(.noData))
        for behaviour in [NameBehaviour.answers([.loopback4]), .knows([.loopback4])] {
            world.resolver.set(behaviour, for: Self.name)
            #expect(Self.services(world) == .failure(.noData))
        }
        world.resolver.set(.fails(.refused), for: Self.name)
        #expect(Self.services(world) == .failure(.refused))
        let begin = world.loop.now
        world.resolver.set(.fails(.timeout), for: Self.name)
        #expect(Self.services(world, within: .seconds(3)) == .failure(.timeout))
        #expect(world.loop.now - begin == .seconds(3))
        #expect(world.resolver.tally(of: Self.name).answered == 2)
        #expect(world.resolver.tally(of: Self.name).failed == 6)
    }

    @Test func `which servers are to be asked is noted`() {
        let world = SimulatedWorld(seed: 1)
        let server = Endpoint(address: .loopback4, port: 53)
        world.resolver.ask([server])
        world.resolver.ask([])
        #expect(world.resolver.serversAsked == [[server], []])
    }

    @Test func `lost queries are asked again, or time out`() {
        let world = SimulatedWorld(
            seed: 3,
            conditions: LinkConditions(delay: .zero ... .zero, lossProbability: 0.5))
        world.resolver.set(.answers([.loopback4]), for: Self.name)
        var lengths: Set<Duration> = []
        for _ in 0..<100 {
            let start = world.loop.now
            let result = Self.resolve(world)
            lengths.insert(world.loop.now - start)
            #expect((result == .failure(.timeout)) == (world.loop.now - start == .seconds(5)))
        }
        #expect(lengths == [.zero, .seconds(2), .seconds(4), .seconds(5)])
    }
}
