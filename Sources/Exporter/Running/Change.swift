import Configuration
import Probes

/// A new configuration, made ready to be run in place of another one.
struct Change: Sendable {
    let settings: Settings
    let plan: Plan
    /// Those of the new configuration that have to be made, by their places in it.
    let probes: [Int: any Probe]
    /// For each place whose probe depends on others: the places of each name that it depends on.
    let parents: [Int: [[Int]]]

    /// Makes all ready that takes long; throws what cannot be.
    init(
        from old: Settings, to new: Settings, _ maker: inout ProbeMaker
    ) throws(ExporterError) {
        settings = new
        plan = Plan(from: old, to: new)
        maker.begin()
        var probes: [Int: any Probe] = [:]
        for (place, fate) in plan.fates.enumerated() {
            switch fate {
            case .added, .asksAnew: probes[place] = try maker.make(new.probes[place])
            case .kept, .changed: maker.keep(new.probes[place])
            }
        }
        maker.end()
        self.probes = probes
        parents = Self.parents(in: new.probes)
    }

    private static func parents(in probes: [ProbeSettings]) -> [Int: [[Int]]] {
        let wanted = Set(probes.lazy.flatMap(\.parents))
        guard !wanted.isEmpty else { return [:] }
        var places: [String: [Int]] = [:]
        for (place, probe) in probes.enumerated() {
            let name = probe.qualifiedName
            if wanted.contains(name) { places[name, default: []].append(place) }
        }
        var parents: [Int: [[Int]]] = [:]
        for (place, probe) in probes.enumerated() where !probe.parents.isEmpty {
            parents[place] = probe.parents.map { places[$0] ?? [] }
        }
        return parents
    }
}
