import Configuration

/// The targets of sourced probes, each as they were last told rightly.
struct TargetTable: Sendable {
    private var entries: [Entry] = []
    /// How often one of them has got other targets.
    private(set) var changeCount = 0

    private struct Entry: Sendable {
        let sourced: SourcedProbe
        /// Nil until they are told.
        var groups: [TargetGroup]?
        var probes: [ProbeSettings] = []
    }

    /// Why a sourced probe keeps the targets that it has.
    struct Refusal: Equatable, Sendable {
        /// `server/probe`.
        let probe: String
        let reason: String
    }

    /// The sourced probes, in the order of the configuration.
    var sourced: [SourcedProbe] { entries.map(\.sourced) }

    /// Who tells targets now.
    var sources: Set<TargetSource> { Set(entries.map(\.sourced.source)) }

    /// How many probes each of them is, by its name.
    var probeCounts: [String: Int] {
        Dictionary(entries.map { ($0.sourced.qualifiedName, $0.probes.count) }) { first, _ in
            first
        }
    }

    /// The probes of a configuration, with those that sourced ones are.
    func settings(_ base: Settings) -> Settings {
        entries.isEmpty ? base : base.adding(entries.flatMap(\.probes))
    }

    /// Follows those of a new configuration; what is known of a source holds for them as well.
    mutating func follow(_ base: Settings) -> [Refusal] {
        var known: [TargetSource: [TargetGroup]] = [:]
        for entry in entries {
            known[entry.sourced.source] = known[entry.sourced.source] ?? entry.groups
        }
        let before = Dictionary(entries.map { ($0.sourced.qualifiedName, $0) }) { first, _ in
            first
        }
        entries = base.sourced.map { sourced in
            if let entry = before[sourced.qualifiedName], entry.sourced == sourced {
                return entry
            }
            return Entry(sourced: sourced)
        }
        var refusals: [Refusal] = []
        for index in entries.indices where entries[index].groups == nil {
            let sourced = entries[index].sourced
            let own = before[sourced.qualifiedName].flatMap { entry in
                entry.sourced.source == sourced.source ? entry.groups : nil
            }
            guard let groups = own ?? known[sourced.source] else { continue }
            refusals += take(groups, at: index, base)
        }
        return refusals
    }

    /// Takes over what a source tells; what cannot be probed keeps what was there.
    mutating func take(
        _ groups: [TargetGroup], from source: TargetSource, _ base: Settings
    ) -> [Refusal] {
        entries.indices.flatMap { index in
            entries[index].sourced.source == source ? take(groups, at: index, base) : []
        }
    }

    private mutating func take(
        _ groups: [TargetGroup], at index: Int, _ base: Settings
    ) -> [Refusal] {
        guard entries[index].groups != groups else { return [] }
        let sourced = entries[index].sourced
        do throws(SourcedProbe.Refusal) {
            let probes = try sourced.probes(of: groups)
            let others = entries.reduce(0) { $0 + $1.probes.count } - entries[index].probes.count
            guard probes.count <= base.roomForProbes - others else {
                return [
                    Refusal(
                        probe: sourced.qualifiedName,
                        reason: "with its \(probes.count) targets there are too many probes; "
                            + "split the configuration between several exporters")
                ]
            }
            changeCount += 1
            entries[index].groups = groups
            entries[index].probes = probes
            return []
        } catch {
            return [Refusal(probe: sourced.qualifiedName, reason: error.description)]
        }
    }
}
