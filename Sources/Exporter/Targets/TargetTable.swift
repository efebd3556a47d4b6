import Configuration

/// The targets of sourced probes, each as they were last told rightly.
struct TargetTable: Sendable {
    private var entries: [Entry] = []
    /// How often one of them has got other probes.
    private(set) var changeCount = 0

    private struct Entry: Sendable {
        let sourced: SourcedProbe
        /// What was told last, whether or not it can be probed; nil until then.
        var told: [TargetGroup]?
        /// Whether that is still to be made probes of.
        var isPending = false
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

    /// How many probes all of them are together.
    var probeCount: Int { entries.reduce(0) { $0 + $1.probes.count } }

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

    /// Follows those of a new configuration.
    ///
    /// What was told holds for them as well, until their source tells something: by the same
    /// source, or by another one in its place.
    mutating func follow(_ base: Settings) -> [Refusal] {
        let before = Dictionary(entries.map { ($0.sourced.qualifiedName, $0) }) { first, _ in
            first
        }
        var told: [TargetSource: [TargetGroup]] = [:]
        for entry in entries where told[entry.sourced.source] == nil {
            told[entry.sourced.source] = entry.told
        }
        entries = base.sourced.map { sourced in
            let entry = before[sourced.qualifiedName]
            if let entry, entry.sourced == sourced { return entry }
            var next = Entry(sourced: sourced)
            next.told = told[sourced.source] ?? entry?.told
            next.isPending = next.told != nil
            // Until they are made anew, as others may refuse to be.
            next.probes = entry?.probes ?? []
            return next
        }
        return settle(base)
    }

    /// Takes over what a source tells; what cannot be probed keeps what was there.
    mutating func take(
        _ groups: [TargetGroup], from source: TargetSource, _ base: Settings
    ) -> [Refusal] {
        for index in entries.indices where entries[index].sourced.source == source {
            guard entries[index].told != groups else { continue }
            entries[index].told = groups
            entries[index].isPending = true
        }
        return settle(base)
    }

    /// Makes probes of what is pending, as far as there is room.
    private mutating func settle(_ base: Settings) -> [Refusal] {
        var refusals: [Refusal] = []
        for index in entries.indices where entries[index].isPending {
            let entry = entries[index]
            let others = probeCount - entry.probes.count
            do throws(SourcedProbe.Refusal) {
                let probes = try entry.sourced.probes(
                    of: entry.told ?? [], atMost: max(0, base.roomForProbes - others))
                entries[index].isPending = false
                entries[index].probes = probes
                changeCount += 1
            } catch {
                refusals.append(
                    Refusal(probe: entry.sourced.qualifiedName, reason: error.description))
            }
        }
        return refusals
    }
}
