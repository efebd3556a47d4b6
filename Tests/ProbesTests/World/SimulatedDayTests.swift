import Network
import Probes
import Simulation
import Testing
import Time

/// Many probes for a long time: what they say against what the network knows it did.
struct SimulatedDayTests {
    private struct Day: Equatable {
        var hash: UInt64
        var events: Int
        var verdicts: [Counts]
        var tallies: [ConnectionTally]
    }

    private struct Counts: Equatable {
        var success = 0
        var refused = 0
        var timeout = 0
        var other = 0

        mutating func count(_ verdict: Verdict) {
            switch verdict {
            case .success: success += 1
            case .failure(.refused, .connect): refused += 1
            case .failure(.timeout, .connect): timeout += 1
            default: other += 1
            }
        }
    }

    private static let seconds: [Int64] = [10, 15, 30, 60, 300]

    private static func endpoint(_ index: Int) -> Endpoint {
        Endpoint(address: .v4(0x0a00_0000 + UInt32(index)), port: 443)
    }

    /// A third accept, a third refuse, a third are down for a quarter of the time.
    private static func plan(_ world: SimulatedWorld, _ targets: Int, _ length: Duration) {
        let start = world.loop.now
        for index in 0..<targets {
            switch index % 3 {
            case 0: world.network.set(.accepts(.discards), at: endpoint(index))
            case 1: world.network.set(.refuses, at: endpoint(index))
            default:
                world.network.plan(
                    [
                        BehaviourChange(from: start, .accepts(.discards)),
                        BehaviourChange(from: start + length / 4, .silent),
                        BehaviourChange(from: start + length / 2, .accepts(.discards)),
                    ], at: endpoint(index))
            }
        }
    }

    private static func day(
        seed: UInt64, targets: Int = 30, length: Duration = .seconds(3_600),
        canary: Canary = .none
    ) -> Day {
        let world = SimulatedWorld(
            seed: seed,
            conditions: LinkConditions(
                delay: .milliseconds(1) ... .milliseconds(80), lossProbability: 0.01))
        plan(world, targets, length)
        world.network.set(canary)
        let probeWorld = ProbeWorld(
            time: world.loop, transport: world.network, resolver: world.resolver,
            credentials: CredentialKeeper(files: world.files, tls: world.tls, log: world.log))
        let probes = (0..<targets).map { index in
            TCPProbe(
                options: TCPProbeOptions(host: .address(endpoint(index).address), port: 443),
                tls: nil)
        }
        let counts = Shared([Counts](repeating: Counts(), count: targets))
        let start = world.loop.now
        world.loop.run(for: length) {
            await withDiscardingTaskGroup { group in
                for second in 0..<Int64.max {
                    let slot = start + .nanoseconds(second * 1_000_000_000)
                    guard await world.loop.sleep(until: slot) == .elapsed else { return }
                    for (index, probe) in probes.enumerated()
                    where (second + Int64(index)) % seconds[index % seconds.count] == 0 {
                        group.addTask {
                            let report = await probe.attempt(in: probeWorld)
                            counts.update { $0[index].count(report.verdict) }
                        }
                    }
                }
            }
        }
        return Day(
            hash: world.trace.hash, events: world.trace.count, verdicts: counts.value,
            tallies: (0..<targets).map { world.network.tally(of: endpoint($0)) })
    }

    private static func agrees(_ day: Day) -> Bool {
        zip(day.verdicts, day.tallies).allSatisfy { counts, tally in
            counts.success == tally.established && counts.refused == tally.refused
                && counts.timeout == tally.timedOut && counts.other == tally.cancelled
        }
    }

    @Test func `equal seeds give equal days, other seeds others`() {
        let first = Self.day(seed: 1)
        #expect(first.events > 3_000)
        #expect(Self.day(seed: 1) == first)
        #expect(Self.day(seed: 2).hash != first.hash)
    }

    @Test(arguments: [UInt64](1...5))
    func `what the probes say is what the network did`(seed: UInt64) {
        let day = Self.day(seed: seed)
        #expect(Self.agrees(day), "seed \(seed)")
        let sums = day.verdicts.reduce(into: Counts()) {
            $0.success += $1.success
            $0.refused += $1.refused
            $0.timeout += $1.timeout
        }
        #expect(sums.success > 1_000 && sums.refused > 500 && sums.timeout > 100)
    }

    @Test(arguments: [
        Canary.refusedBecomesTimeout(oneIn: 200), .refusedBecomesSuccess(oneIn: 200),
        .successBecomesRefused(oneIn: 200),
    ])
    func `a network that is wrong now and then is found out`(canary: Canary) {
        #expect(!Self.agrees(Self.day(seed: 1, canary: canary)))
    }
}
