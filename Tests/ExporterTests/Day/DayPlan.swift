import Configuration
import Network
import Probes
import Simulation
import Time

/// Probes, their targets and what befalls them and us, drawn from a seed.
struct DayPlan {
    struct Entry: Sendable {
        var probe: ProbeSettings
        var endpoint: Endpoint
        /// The name that is to be resolved, where it is one.
        var name: String?
        var target: DayTarget
    }

    /// A time in which we stand still.
    struct Pause: Sendable {
        var begin: Instant
        var duration: Duration
    }

    let seed: UInt64
    let begin: Instant
    let length: Duration
    private(set) var entries: [Entry] = []
    /// Probes of names with several addresses: a tenth as many, after the others.
    private(set) var addresses: [DayAddresses] = []
    private(set) var stalls: [Pause] = []
    private(set) var suspension: Pause?

    var end: Instant { begin + length }
    /// Those that stay as they are all day.
    var probes: [ProbeSettings] { entries.map(\.probe) + addresses.map(\.probe) }

    var clock: DayClock {
        DayClock(begin: begin, end: end, stalls: stalls, suspension: suspension)
    }

    /// All that runs, with what an edition has of those that are followed.
    func settings(_ edition: FollowedPlan.Edition) -> Settings {
        Settings(probes: probes + edition.probes.map(\.probe.configured))
    }

    /// When the first pause begins; until then every sum must come out exactly.
    var firstPause: Instant {
        ([suspension].compactMap(\.self) + stalls).map(\.begin).min() ?? .distantFuture
    }

    /// Links with faults; another few are worse.
    static let usual = LinkConditions(
        delay: .milliseconds(1) ... .milliseconds(40), slowProbability: 0.002,
        lossProbability: 0.002)

    private static let bad = LinkConditions(
        delay: .milliseconds(20) ... .milliseconds(400), slowProbability: 0.02,
        lossProbability: 0.05, resetProbability: 0.02)

    /// How long the intervals are, each as often as it stands here: 0.017 attempts a second each.
    private static let intervalSeconds: [Int64] = [
        10, 15, 30, 60, 60, 60, 60, 120, 120, 120, 120, 120, 300, 300, 300, 300, 300, 300, 300, 300,
    ]

    /// Draws `probes` probes for `length`, and lets `world` behave as planned.
    init(_ world: SimulatedWorld, probes: Int, length: Duration, hasPauses: Bool = true) {
        seed = world.seed
        begin = world.loop.now
        self.length = length
        var generator = SeededGenerator(seed: seed ^ 0x6461_7900_0000_0000)
        for index in 0..<probes { add(index, world, &generator) }
        if hasPauses { addPauses(&generator) }
        for number in 0..<max(4, probes / 10) {
            addresses.append(DayAddresses(number, world, from: begin, to: end, &generator))
        }
        for stall in stalls {
            world.loop.schedule(at: stall.begin) { world.loop.stall(for: stall.duration) }
        }
        if let suspension {
            world.loop.schedule(at: suspension.begin) {
                world.loop.suspend(for: suspension.duration)
            }
        }
    }

    private mutating func add(
        _ index: Int, _ world: SimulatedWorld, _ generator: inout SeededGenerator
    ) {
        let target = DayTarget.draw(&generator)
        let endpoint = Endpoint(
            address: index % 7 == 3
                ? .v6(high: 0x2001_0db8_0000_0000, low: UInt64(index), scope: 0)
                : .v4(0x0a00_0000 + UInt32(index)), port: target.hasTLS ? 443 : 80)
        let name: String? =
            Bool.random(using: &generator) ? "target-\(index).example" : nil
        let host = name.map { Host.name($0) } ?? .address(endpoint.address)
        var thresholds = Thresholds()
        if index % 3 == 0 { thresholds.connectTime = .milliseconds(50) }
        let interval = Self.intervalSeconds.randomElement(using: &generator) ?? 60
        let probe = ProbeSettings(
            server: "server-\(index / 10)", name: "probe-\(index)",
            target: name.map { "\($0):\(endpoint.port)" } ?? "\(endpoint)",
            interval: .seconds(interval),
            thresholds: thresholds,
            histograms: target.hasTLS ? [.connect, .tls] : [.connect],
            options: TCPProbeOptions(
                host: host, port: endpoint.port,
                tls: target.hasTLS ? TLSSettings(serverName: "day.example") : nil))
        entries.append(Entry(probe: probe, endpoint: endpoint, name: name, target: target))
        world.network.plan(
            target.plan(world.tls, from: begin, to: end, &generator), at: endpoint)
        if index % 10 == 9 { world.network.set(Self.bad, at: endpoint) }
        if let name {
            world.resolver.plan(names(endpoint.address, &generator), for: name)
        }
    }

    /// Answers, known or asked for, with some minutes of trouble in between.
    private func names(
        _ address: IPAddress, _ generator: inout SeededGenerator
    ) -> [NameChange] {
        let errors: [ResolveError] = [
            .notFound, .noData, .timeout, .serverFailure, .refused, .malformed,
            .local(.descriptors), .other(status: 99),
        ]
        let good: NameBehaviour =
            Bool.random(using: &generator)
            ? .answers([address], canonicalName: "host.example") : .knows([address])
        var changes = [NameChange(from: begin, good)]
        var moment = begin + .seconds(.random(in: 0...28_800, using: &generator))
        while moment < end {
            let error = errors[Int.random(in: errors.indices, using: &generator)]
            changes.append(NameChange(from: moment, .fails(error)))
            moment = moment + .seconds(.random(in: 10...900, using: &generator))
            changes.append(NameChange(from: moment, good))
            moment = moment + .seconds(.random(in: 3_600...43_200, using: &generator))
        }
        return changes
    }

    /// Stalls of 50 ms to 40 s from half of the time on, and then a night's suspension.
    private mutating func addPauses(_ generator: inout SeededGenerator) {
        let whole = length.nanoseconds
        var moment = whole / 2
        while moment < whole * 9 / 10 {
            let milliseconds = [50, 90, 150, 700, 1_300, 3_000, 12_000, 40_000]
                .randomElement(using: &generator)
            stalls.append(
                Pause(
                    begin: begin + .nanoseconds(moment),
                    duration: .milliseconds(milliseconds ?? 50)))
            moment += .random(in: whole / 40...whole / 10, using: &generator)
        }
        suspension = Pause(
            begin: begin + .nanoseconds(whole / 10 * 9 + whole / 50), duration: .seconds(28_800))
    }
}
