import Network
import Simulation
import Testing
import Time

struct SimulatedNetworkTests {
    private static let target = Endpoint(address: .v4(0xc000_0201), port: 80)

    /// How one connection ended, and after how long.
    private struct Outcome: Equatable {
        var error: NetworkError?
        var after: Duration
    }

    private static func connect(
        _ world: SimulatedWorld, within timeout: Duration = .seconds(300),
        to endpoint: Endpoint = target
    ) -> Outcome {
        let start = world.loop.now
        let error = world.loop.run { () -> NetworkError? in
            do throws(NetworkError) {
                let connection = try await world.network.connect(
                    to: endpoint, deadline: start + timeout)
                #expect(connection.startedAt == start)
                #expect(connection.connectedAt == world.loop.now)
                return nil
            } catch {
                return error
            }
        }
        return Outcome(error: error, after: world.loop.now - start)
    }

    private static func world(_ behaviour: Behaviour, loss: Double = 0) -> SimulatedWorld {
        var conditions = LinkConditions.exactly(.milliseconds(10))
        conditions.lossProbability = loss
        let world = SimulatedWorld(seed: 9, conditions: conditions)
        world.network.set(behaviour, at: target)
        return world
    }

    @Test(arguments: [
        (Behaviour.accepts(.discards), NetworkError?.none, Duration.milliseconds(20)),
        (.refuses, .refused, .milliseconds(20)), (.resetsOnConnect, .reset, .milliseconds(20)),
        (.networkUnreachable, .networkUnreachable, .milliseconds(20)),
        (.hostUnreachable(), .hostUnreachable, .milliseconds(3_060)),
        (.hostUnreachable(after: .seconds(1)), .hostUnreachable, .seconds(1)),
        (.silent, .timeout, .seconds(127)),
        (.localTrouble(.localRoute), .local(.localRoute), .zero),
    ])
    func `each behaviour ends a connection as Linux does, and when`(
        behaviour: Behaviour, error: NetworkError?, after: Duration
    ) {
        let world = Self.world(behaviour)
        #expect(Self.connect(world) == Outcome(error: error, after: after))
        #expect(world.network.tally(of: Self.target).count == 1)
    }

    @Test func `a deadline is kept to the nanosecond`() {
        let world = Self.world(.silent)
        let outcome = Self.connect(world, within: .nanoseconds(123_456_789))
        #expect(outcome == Outcome(error: .timeout, after: .nanoseconds(123_456_789)))
        #expect(world.network.tally(of: Self.target).timedOut == 1)
    }

    @Test func `a target that comes back is found by the next SYN`() {
        for (silence, seconds) in [(0.5, 1), (1.5, 3), (4.0, 7), (14.9, 15)] {
            let world = Self.world(.refuses)
            let start = world.loop.now
            world.network.plan(
                [
                    BehaviourChange(from: start, .silent),
                    BehaviourChange(from: start + .seconds(silence), .refuses),
                ], at: Self.target)
            let after = Duration.seconds(seconds) + .milliseconds(20)
            #expect(Self.connect(world) == Outcome(error: .refused, after: after))
        }
    }

    @Test func `losses cost the time of retransmissions and sometimes the connection`() {
        let world = Self.world(.accepts(.discards), loss: 0.3)
        var seconds: [Int64: Int] = [:]
        for _ in 0..<500 {
            let outcome = Self.connect(world, within: .seconds(5))
            seconds[outcome.after.components.seconds, default: 0] += 1
            #expect(outcome.error == (outcome.after == .seconds(5) ? .timeout : nil))
        }
        #expect(Set(seconds.keys) == [0, 1, 3, 5])
        #expect(seconds[0, default: 0] > seconds[1, default: 0])
    }

    @Test func `an endpoint of which nothing was said refuses, or what it is told`() {
        let world = SimulatedWorld(seed: 1)
        #expect(Self.connect(world).error == .refused)
        world.network.setElsewhere(.networkUnreachable)
        #expect(Self.connect(world).error == .networkUnreachable)
    }

    @Test func `thousands of endpoints each keep their own behaviour`() {
        let world = SimulatedWorld(seed: 1)
        let endpoints = (0..<3_000).map { index -> Endpoint in
            let v6 = IPAddress.v6(high: 1 << 61, low: UInt64(index), scope: 0)
            let address = index % 2 == 0 ? .v4(UInt32(index)) : v6
            return Endpoint(address: address, port: UInt16(1 + index % 7))
        }
        for (index, endpoint) in endpoints.enumerated() {
            world.network.set(index % 3 == 0 ? .refuses : .networkUnreachable, at: endpoint)
        }
        for (index, endpoint) in endpoints.enumerated() {
            let expected: NetworkError = index % 3 == 0 ? .refused : .networkUnreachable
            #expect(Self.connect(world, to: endpoint).error == expected)
        }
    }

    @Test func `a late canary tells of a connection after its deadline`() {
        let world = Self.world(.silent)
        world.network.set(.late(oneIn: 1, by: .seconds(2)))
        let outcome = Self.connect(world, within: .seconds(1))
        #expect(outcome == Outcome(error: .timeout, after: .seconds(3)))
    }

    @Test func `equal seeds give equal traces, other seeds others`() {
        let hashes = [UInt64(4), 4, 5].map { seed in
            var conditions = LinkConditions(delay: .milliseconds(1) ... .milliseconds(900))
            conditions.lossProbability = 0.1
            let world = SimulatedWorld(seed: seed, conditions: conditions)
            world.network.set(.accepts(.discards), at: Self.target)
            for _ in 0..<50 { _ = Self.connect(world, within: .seconds(2)) }
            return world.trace.hash
        }
        #expect(hashes[0] == hashes[1])
        #expect(hashes[0] != hashes[2])
    }
}
