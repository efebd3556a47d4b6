internal import Network
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
        /// `host:port` of what is connected to: the proxy, where there is one.
        let peer: String
        let source: ConnectionSource?

        init(_ probe: ProbeSettings) {
            peer = probe.options.proxy.map { $0.host.target($0.port) } ?? probe.target
            source = probe.options.connection.source
        }
    }

    private struct Load {
        let first: String
        var probeCount = 0
        var connectionsPerSecond = 0.0
    }

    static func warnings(_ settings: Settings) -> [ConfigurationWarning] {
        var order: [Destination] = []
        var loads: [Destination: Load] = [:]
        for probe in settings.probes where leavesPorts(probe.options) {
            let destination = Destination(probe)
            if loads[destination] == nil { order.append(destination) }
            loads[destination, default: Load(first: probe.qualifiedName)].probeCount += 1
            // Who attempts once in a window makes next to none.
            guard let interval = probe.interval else { continue }
            loads[destination]?.connectionsPerSecond += 1e9 / Double(interval.nanoseconds)
        }
        return order.compactMap { destination in
            loads[destination].flatMap { warning($0, destination.peer) }
        }
    }

    /// An RST leaves no port behind, nor does a connection that is not to be made.
    private static func leavesPorts(_ options: TCPProbeOptions) -> Bool {
        options.connection.close == .finish && options.expectation == .open
    }

    private static func warning(_ load: Load, _ peer: String) -> ConfigurationWarning? {
        guard load.connectionsPerSecond > connectionsPerSecondMax else { return nil }
        let rate = Int(load.connectionsPerSecond.rounded())
        let who = load.probeCount == 1 ? "it makes" : "\(load.probeCount) probes make"
        return ConfigurationWarning(
            at: load.first,
            message: "\(who) \(rate) connections a second to \(peer), and above "
                + "\(Int(connectionsPerSecondMax)) local ports may run out",
            suggestion: "write close: reset, or longer intervals")
    }
}
