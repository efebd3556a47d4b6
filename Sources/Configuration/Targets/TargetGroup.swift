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
        /// Whether the dot at the end of the name was not written, and only says that no domain
        /// is to be searched for it.
        private var isRooted = false

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
    /// The target of a whole name, without a dot at its end, that a name server has told; nil where
    /// it is none.
    ///
    /// No domain of the search list is to be tried with it.
    public init?(name: String, port: UInt16) {
        guard port > 0, case .name(let name)? = try? HostText.parse(name) else { return nil }
        self.init(host: .name(name + "."), port: port)
        isRooted = true
    }

    /// `host:port`, as it is told.
    func label(_ port: UInt16) -> String {
        guard isRooted, case .name(let name) = host else { return host.target(port) }
        return Host.name(String(name.dropLast())).target(port)
    }
}
