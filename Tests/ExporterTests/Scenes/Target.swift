import Configuration
import Network
import Probes
import Simulation
import Time

/// Targets of the scenes: the probe with a number, and where it connects to.
enum Target {
    /// What a connection over a link of the scenes takes.
    static let connectTime = Duration.milliseconds(20)

    /// The way to the targets, and to the name servers.
    static let exactly = LinkConditions.exactly(connectTime / 2)

    static func endpoint(_ index: Int = 0) -> Endpoint {
        Endpoint(address: .v4(0x0a00_0000 + UInt32(index)), port: 443)
    }

    /// A probe with an interval of 10 s.
    static func probe(
        _ index: Int = 0, interval: Duration = .seconds(10), timeout: Duration = .seconds(5),
        name: String? = nil, tls: Bool = false, verify: Bool = true
    ) -> ProbeSettings {
        let endpoint = endpoint(index)
        return ProbeSettings(
            server: "server", name: "probe-\(index)", target: "\(endpoint)", interval: interval,
            histograms: HistogramPhase.allCases.filter {
                ($0 != .tls || tls) && ($0 != .resolve || name != nil)
            },
            options: TCPProbeOptions(
                host: name.map { .name($0) } ?? .address(endpoint.address), port: endpoint.port,
                timeout: timeout,
                tls: tls ? TLSSettings(serverName: "target.example", verify: verify) : nil))
    }

    static func probes(
        _ count: Int, interval: Duration = .seconds(10), timeout: Duration = .seconds(5),
        tls: Bool = false
    ) -> [ProbeSettings] {
        (0..<count).map { probe($0, interval: interval, timeout: timeout, tls: tls) }
    }

    /// A world of good links, whose targets all behave so.
    static func world(_ behaviour: Behaviour = .accepts(.discards)) -> SimulatedWorld {
        let world = SimulatedWorld(seed: 1, conditions: exactly)
        world.network.setElsewhere(behaviour)
        return world
    }

    static func scene(
        _ behaviour: Behaviour = .accepts(.discards), _ probes: ProbeSettings...
    ) throws -> ExporterScene {
        try ExporterScene(world(behaviour), Settings(probes: probes))
    }

    /// A server with that certificate.
    static func secure(_ world: SimulatedWorld, _ facts: TLSFacts) -> Behaviour {
        .accepts(.tls(world.tls.server(.completes(facts))))
    }
}

extension SimulatedWorld {
    /// Lets the target with that number behave so from a second on, each in its turn.
    func plan(of index: Int = 0, _ changes: (second: Int64, behaviour: Behaviour)...) {
        let begin = loop.now
        network.plan(
            changes.map { BehaviourChange(from: begin + .seconds($0.second), $0.behaviour) },
            at: Target.endpoint(index))
    }
}
