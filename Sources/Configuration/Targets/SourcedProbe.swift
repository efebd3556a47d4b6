internal import Network
internal import Probes

/// A probe whose targets are told elsewhere, while everything runs.
public struct SourcedProbe: Hashable, Sendable {
    /// Who tells them.
    public let source: TargetSource
    /// What it would be for a host that is known by name.
    public internal(set) var prototype: ProbeSettings
    /// The port of targets that name none.
    let port: UInt16?
    /// Several probes of one, each with a server name of its own; nil where none are listed.
    let serverNames: [String]?
    /// Whether TLS asks for each host by its own name.
    let namesHost: Bool
    /// The times of maintenance that may concern it, which depends on labels.
    var maintenance: [MaintenanceReader.Entry] = []

    /// Name of the server it belongs to.
    public var server: String { prototype.server }
    /// Its own name.
    public var name: String { prototype.name }
    /// `server/probe`.
    public var qualifiedName: String { prototype.qualifiedName }

    /// Why a target cannot be probed, for people.
    public struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
        /// What is wrong, and what would be right.
        public let description: String
    }

    /// A probe for each target, the same ones once; throws what keeps one of them from being one.
    ///
    /// Throws where there are more than `countMax`.
    public func probes(
        of groups: [TargetGroup], atMost countMax: Int
    ) throws(Refusal) -> [ProbeSettings] {
        var probes: [ProbeSettings] = []
        var known: Set<[UInt8]> = []
        for group in groups {
            let labels = try labels(with: group.labels)
            for target in group.targets {
                for probe in try self.probes(of: target, labels)
                where known.insert(probe.identityBytes).inserted {
                    probes.append(probe)
                }
                guard probes.count <= countMax else {
                    throw Refusal(
                        description: "with its targets there are too many probes; "
                            + "split the configuration between several exporters")
                }
            }
        }
        return probes
    }

    private func labels(with others: [Label]) throws(Refusal) -> [Label] {
        var merged = InheritedLabels(prototype.labels)
        for label in others {
            try check(label)
            merged.set(label)
        }
        let labels = merged.labels
        let most = ConfigurationLimits().labelCountMax
        guard labels.count <= most else {
            throw Refusal(
                description: "\(labels.count) labels are too many for a probe; "
                    + "write at most \(most)")
        }
        return labels
    }

    /// No series may have two labels of one name: what is captured is a label as well.
    private func check(_ label: Label) throws(Refusal) {
        let captured = Capture(name: label.name, use: .label)
        guard prototype.options.script?.captures(captured) != true else {
            throw Refusal(
                description: "the label \(label.name) is captured by the probe; "
                    + "give one of the two another name")
        }
    }

    private func probes(
        of target: TargetGroup.Target, _ labels: [Label]
    ) throws(Refusal) -> [ProbeSettings] {
        guard let port = target.port ?? port else {
            throw Refusal(
                description: "\(target.host) has no port; "
                    + "write \(target.host):443, or port: beside targets_from")
        }
        var probe = prototype
        probe.target = target.label(port)
        probe.labels = labels
        probe.options.host = target.host
        probe.options.port = port
        probe.maintenance = maintenance.filter { $0.concerns(probe) }.map(\.occasion)
        if case .address(let address) = target.host { try fit(&probe, to: address) }
        if namesHost { probe.options.tls?.serverName = TLSLists.serverName(target.host) }
        guard let serverNames else { return [probe] }
        return serverNames.map { name in
            var probe = probe
            probe.serverName = name
            probe.options.tls?.serverName = name
            return probe
        }
    }

    /// An address has no others beside it, and is not resolved.
    private func fit(_ probe: inout ProbeSettings, to address: IPAddress) throws(Refusal) {
        guard probe.options.proxy == nil else { return }
        if case .address(let source)? = probe.options.connection.source,
            source.isV6 != address.isV6
        {
            throw Refusal(
                description: "\(address) cannot be reached from the source \(source), "
                    + "which is of the other family")
        }
        probe.options.addresses = .first
        probe.options.staleFor = nil
        probe.histograms.removeAll { $0 == .resolve }
    }
}
