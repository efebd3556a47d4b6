public import Probes

/// Targets that have their labels in common, as Prometheus' `file_sd` and `http_sd` group them.
public struct TargetGroup: Hashable, Sendable {
    /// What is probed, in the order of the list.
    public var targets: [Target]
    /// In the order of their names; one with an empty value takes the probe's away.
    public var labels: [Label]

    /// A host, and a port where it names one.
    public struct Target: Hashable, Sendable {
        /// A name or an address.
        public var host: Host
        /// 1 to 65535; nil for that of the probe.
        public var port: UInt16?

        /// The target of that name or address.
        public init(host: Host, port: UInt16? = nil) {
            self.host = host
            self.port = port
        }
    }

    /// Targets with these labels.
    public init(targets: [Target], labels: [Label] = []) {
        self.targets = targets
        self.labels = labels
    }
}

extension TargetGroup.Target {
    /// The target of a name that somebody else has chosen; nil where it is none.
    public init?(name: String, port: UInt16) {
        guard port > 0, case .name(let name)? = try? HostText.parse(name) else { return nil }
        self.init(host: .name(name), port: port)
    }
}
