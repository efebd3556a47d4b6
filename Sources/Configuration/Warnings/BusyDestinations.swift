public import Network
internal import Probes
internal import Time

/// Destinations to which more connections a second are made than there are ports to leave from.
///
/// Linux has 28,232 ports to connect from (ip(7), ip_local_port_range) towards one address and
/// port, and keeps each for 60 s after a connection that we ended ourselves (TIME-WAIT).
enum BusyDestinations {
    /// Connections a second to one destination; 28,232 ports through 60 s allow 470.
    static let connectionsPerSecondMax = 300.0

    private struct Destination: Hashable {
        let target: String
        let source: ConnectionSource?
    }

    private struct Load {
        let first: String
        var probeCount = 0
        var connectionsPerSecond = 0.0
    }

    static func warnings(_ settings: Settings) -> [ConfigurationWarning] {
        var order: [Destination] = []
        var loads: [Destination: Load] = [:]
        // An RST leaves no port behind.
        for probe in settings.probes where probe.options.connection.close == .finish {
            let destination = Destination(
                target: probe.target, source: probe.options.connection.source)
            if loads[destination] == nil { order.append(destination) }
            loads[destination, default: Load(first: probe.path)].probeCount += 1
            loads[destination]?.connectionsPerSecond += 1e9 / Double(probe.interval.nanoseconds)
        }
        return order.compactMap { destination in
            loads[destination].flatMap { warning($0, destination.target) }
        }
    }

    private static func warning(_ load: Load, _ target: String) -> ConfigurationWarning? {
        guard load.connectionsPerSecond > connectionsPerSecondMax else { return nil }
        let rate = Int(load.connectionsPerSecond.rounded())
        let who = load.probeCount == 1 ? "it makes" : "\(load.probeCount) probes make"
        return ConfigurationWarning(
            probe: load.first,
            message: "\(who) \(rate) connections a second to \(target), and above "
                + "\(Int(connectionsPerSecondMax)) local ports may run out",
            suggestion: "write close: reset, or longer intervals")
    }
}

extension Settings {
    /// What is right, and will yet give trouble, as far as the settings alone tell.
    public var warnings: [ConfigurationWarning] { BusyDestinations.warnings(self) }

    /// Each place from which connections are to leave, with the first probe that asks for it.
    public var sources: [(source: ConnectionSource, probe: String)] {
        var seen: Set<ConnectionSource> = []
        return probes.compactMap { probe in
            guard let source = probe.options.connection.source, seen.insert(source).inserted
            else { return nil }
            return (source, probe.path)
        }
    }
}
