import Configuration
import Network
import Probes
import Simulation
import Time

/// Probes of names with several addresses, of which one is always good and the others come and go.
struct DayAddresses: Sendable {
    /// From an instant on the name has these addresses.
    struct Change: Sendable {
        var from: Instant
        var addresses: [IPAddress]
    }

    let probe: ProbeSettings
    /// It is in every answer, always accepts, and nothing is lost on the way to it.
    let steady: Endpoint
    let changes: [Change]

    /// Whether it needs every address, so that one that is down is a failure.
    var needsEveryOne: Bool { probe.options.addresses == .all(.everyOne) }

    /// What the name has had for so long that every attempt since has seen it; nil where not.
    func settled(at now: Instant) -> [IPAddress]? {
        guard let last = changes.last(where: { $0.from <= now }),
            now - last.from > (probe.interval ?? .zero) * 2 + .seconds(60)
        else { return nil }
        return last.addresses
    }

    /// Draws the `number`th one for the time from `begin` to `end`, and lets `world` behave so.
    init(
        _ number: Int, _ world: SimulatedWorld, from begin: Instant, to end: Instant,
        _ generator: inout SeededGenerator
    ) {
        let scopes: [AddressScope] = [.any, .all(.count(1)), .all(.everyOne), .all(.share(0.25))]
        let isSecure = number % 3 == 0
        let name = "addresses-\(number).example"
        let endpoints = (0..<4).map { place in
            Endpoint(
                address: place == 2
                    ? .v6(high: 0x2001_0db8_0001_0000, low: UInt64(number), scope: 0)
                    : .v4(0x0b00_0000 + UInt32(number * 4 + place)),
                port: isSecure ? 443 : 80)
        }
        probe = Self.probe(
            number, name, scopes[number % scopes.count], isSecure: isSecure,
            interval: .seconds([10, 60, 120].randomElement(using: &generator) ?? 60))
        steady = endpoints[0]
        world.network.set(.exactly(.milliseconds(12)), at: steady)
        world.network.plan(
            (isSecure ? DayTarget.secure : .accepts)
                .plan(world.tls, from: begin, to: end, &generator), at: steady)
        for endpoint in endpoints.dropFirst() {
            world.network.plan(
                (isSecure ? DayTarget.secureFlaps : .flaps)
                    .plan(world.tls, from: begin, to: end, &generator), at: endpoint)
        }
        changes = Self.changes(of: endpoints.map(\.address), from: begin, to: end, &generator)
        world.resolver.plan(Self.names(changes, &generator), for: name)
    }

    private static func probe(
        _ number: Int, _ name: String, _ scope: AddressScope, isSecure: Bool, interval: Duration
    ) -> ProbeSettings {
        let port: UInt16 = isSecure ? 443 : 80
        return ProbeSettings(
            server: "addresses", name: "probe-\(number)", target: "\(name):\(port)",
            interval: interval, histograms: isSecure ? [.connect, .tls] : [.connect],
            options: TCPProbeOptions(
                host: .name(name), port: port, addresses: scope, staleFor: .seconds(600),
                tls: isSecure ? TLSSettings(serverName: "day.example") : nil))
    }

    /// The steady one and some of the others, for half an hour to some hours each time.
    private static func changes(
        of addresses: [IPAddress], from begin: Instant, to end: Instant,
        _ generator: inout SeededGenerator
    ) -> [Change] {
        var changes: [Change] = []
        var moment = begin
        while moment < end {
            let others = addresses.dropFirst().filter { _ in Bool.random(using: &generator) }
            changes.append(
                Change(
                    from: moment, addresses: ([addresses[0]] + others).shuffled(using: &generator)))
            moment = moment + .seconds(.random(in: 1_800...14_400, using: &generator))
        }
        return changes
    }

    /// The answers; now and then, well within a change, the servers fail for some minutes.
    private static func names(
        _ changes: [Change], _ generator: inout SeededGenerator
    ) -> [NameChange] {
        let errors: [ResolveError] = [.timeout, .serverFailure, .refused, .malformed]
        return changes.flatMap { change in
            let answer = NameBehaviour.answers(change.addresses)
            let failsAt = change.from + .seconds(.random(in: 600...900, using: &generator))
            let endsAt = failsAt + .seconds(.random(in: 10...400, using: &generator))
            return [
                NameChange(from: change.from, answer),
                NameChange(
                    from: failsAt, .fails(errors.randomElement(using: &generator) ?? .timeout)),
                NameChange(from: endsAt, answer),
            ]
        }
    }
}
