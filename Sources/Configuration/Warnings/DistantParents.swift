/// Parents that another vantage point or another share runs: here they block nobody.
enum DistantParents {
    private struct Children {
        let first: String
        var count = 0
    }

    static func warnings(_ settings: Settings) -> [ConfigurationWarning] {
        let here = Set(
            settings.probes.map(\.qualifiedName) + settings.sourced.map(\.qualifiedName))
        var order: [String] = []
        var distant: [String: Children] = [:]
        for probe in settings.probes + settings.sourced.map(\.prototype) {
            for parent in probe.parents where !here.contains(parent) {
                if distant[parent] == nil { order.append(parent) }
                distant[parent, default: Children(first: probe.qualifiedName)].count += 1
            }
        }
        return order.compactMap { parent in distant[parent].map { warning(parent, $0) } }
    }

    private static func warning(_ parent: String, _ children: Children) -> ConfigurationWarning {
        let who = children.count == 1 ? "it depends" : "\(children.count) probes depend"
        return ConfigurationWarning(
            at: children.first,
            message: "\(who) on \(parent), which does not run here, so that its failure blocks "
                + "nobody here",
            suggestion: "let it run on the same gateway and in the same shard")
    }
}
