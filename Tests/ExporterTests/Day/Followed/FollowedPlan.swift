import Configuration
import Network
import Probes
import Simulation
import Time

/// Probes with windows, maintenance, confirmation and parents, and configurations that change them,
/// drawn from a seed.
struct FollowedPlan: Sendable {
    /// What runs of them, from an instant on.
    struct Edition: Sendable {
        var begin: Instant
        /// By their numbers, in the order of the configuration.
        var probes: [(number: Int, probe: FollowedProbe)]
    }

    let clock: DayClock
    /// The first of them holds from the beginning.
    private(set) var editions: [Edition] = []
    let count: Int

    private static let changesMax = 6
    private static let intervalSeconds: [Int64] = [15, 20, 30, 60]

    private var generator: SeededGenerator
    /// Each as it was last configured, present or not.
    private var known: [FollowedProbe] = []

    /// Draws `count` probes, and lets `world` behave as planned.
    init(_ world: SimulatedWorld, count: Int, _ clock: DayClock) {
        self.clock = clock
        self.count = count
        generator = SeededGenerator(seed: world.seed ^ 0x666f_6c6c_6f77_0000)
        for number in 0..<count {
            let endpoint = FollowedProbe.endpoint(number)
            world.network.plan(outages(), at: endpoint)
            world.network.watch(endpoint)
            known.append(draw(number))
        }
        // Some come later.
        var present = (0..<count).filter { $0 % 7 != 6 }
        editions.append(edition(clock.begin, present))
        for instant in changeInstants() {
            change(&present)
            editions.append(edition(instant, present))
        }
    }

    private func edition(_ begin: Instant, _ present: [Int]) -> Edition {
        Edition(begin: begin, probes: present.map { ($0, known[$0]) })
    }

    /// One is that of the suspension: a configuration is read again by a machine that wakes.
    private mutating func changeInstants() -> [Instant] {
        let length = (clock.end - clock.begin).nanoseconds
        var instants = (0..<Self.changesMax).map { _ in
            clock.begin + .nanoseconds(Int64.random(in: 0..<length, using: &generator))
        }.filter(clock.isClear)
        if let suspension = clock.suspension { instants.append(suspension.begin) }
        return instants.sorted()
    }
}

// MARK: - One probe

extension FollowedPlan {
    /// Each of the features is that of every few of them, in all combinations.
    private mutating func draw(_ number: Int) -> FollowedProbe {
        let seconds = Self.intervalSeconds.randomElement(using: &generator) ?? 60
        var probe = FollowedProbe(number, interval: .seconds(seconds))
        if number % 3 == 2 { probe.windows = ranges() }
        if number % 4 == 3 { probe.maintenance = ranges() + ranges() }
        if number % 2 == 0 { probe.settings.confirmation = confirmation() }
        if number % 5 > 2 { probe.settings.parents = parents(of: number) }
        return probe
    }

    private mutating func confirmation() -> ConfirmationPolicy {
        ConfirmationPolicy(
            down: .random(in: 2...4, using: &generator), up: .random(in: 1...3, using: &generator),
            interval: .seconds(.random(in: 3...8, using: &generator)))
    }

    /// Lower numbers, so that nobody depends on itself; the name of the first two is one.
    private mutating func parents(of number: Int) -> [String] {
        let names = (0..<max(1, number)).map { FollowedProbe($0, interval: .seconds(60)) }
            .map(\.settings.qualifiedName)
        let drawn = [names[max(0, number - 2)]] + names.shuffled(using: &generator).prefix(1)
        return Bool.random(using: &generator) ? drawn : [drawn[0]]
    }

    /// Times with others between them, over the whole day.
    private mutating func ranges() -> [Range<Int64>] {
        let length = (clock.end - clock.begin).components.seconds
        let whole = length + (clock.suspension?.duration.components.seconds ?? 0)
        var ranges: [Range<Int64>] = []
        var second = Int64.random(in: 0...length / 8, using: &generator)
        while second < whole || ranges.isEmpty {
            let begin = clock.clearSecond(from: second)
            let end = clock.clearSecond(
                from: begin + .random(in: length / 20...length / 5, using: &generator))
            ranges.append(begin..<end)
            second = end + .random(in: length / 20...length / 8, using: &generator)
        }
        return ranges
    }

    /// Good for some minutes, then another thing for some, and so on.
    private mutating func outages() -> [BehaviourChange] {
        let bad: [Behaviour] = [
            .refuses, .silent, .hostUnreachable(), .networkUnreachable, .resetsOnConnect,
            .unknownError(71), .localTrouble(.ports),
        ]
        var changes = [BehaviourChange(from: clock.begin, .accepts(.discards))]
        var moment = clock.begin + .seconds(.random(in: 0...600, using: &generator))
        while moment < clock.end {
            let index = Int.random(in: bad.indices, using: &generator)
            changes.append(BehaviourChange(from: moment, bad[index]))
            moment = moment + .milliseconds(.random(in: 3_000...400_000, using: &generator))
            changes.append(BehaviourChange(from: moment, .accepts(.discards)))
            moment = moment + .seconds(.random(in: 30...3_000, using: &generator))
        }
        return changes
    }
}

// MARK: - Changes

extension FollowedPlan {
    /// Takes some away, adds others, changes some, and leaves most as they are.
    private mutating func change(_ present: inout [Int]) {
        let absent = (0..<count).filter { !present.contains($0) }
        present.removeAll { _ in Int.random(in: 0..<8, using: &generator) == 0 }
        present += absent.filter { _ in Int.random(in: 0..<2, using: &generator) == 0 }
        if Bool.random(using: &generator) { present.shuffle(using: &generator) }
        for number in present where Int.random(in: 0..<4, using: &generator) == 0 {
            change(number)
        }
    }

    private mutating func change(_ number: Int) {
        var probe = known[number]
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: probe.settings.interval = .seconds(.random(in: 12...60, using: &generator))
        case 1:
            probe.settings.options.timeout = .seconds(.random(in: 1...9, using: &generator))
        case 2:
            probe.settings.confirmation = probe.settings.confirmation == nil ? confirmation() : nil
        case 3: probe.windows = probe.windows == nil ? ranges() : nil
        case 4: probe.maintenance = probe.maintenance.isEmpty ? ranges() : []
        case 5: probe.settings.parents = probe.settings.parents.isEmpty ? parents(of: number) : []
        default:
            probe.settings.description.owner = "\(Int.random(in: 0...9, using: &generator))"
        }
        known[number] = probe
    }
}
