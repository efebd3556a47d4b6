internal import Scheduling

/// Reads `maintenance`: when what is probed need not answer, and which probes that is.
struct MaintenanceReader {
    let window: WindowReader
    let names: WrittenNames
    let limits: ConfigurationLimits

    private static let example =
        "{name: core-switch, begin: \"2026-11-21T22:00:00+01:00\", "
        + "end: \"2026-11-22T02:00:00+01:00\", servers: [payments]}"
    private static let suggestion = "write \(example)"

    /// What is to be said of probes: when, and of which.
    struct Entry: Hashable, Sendable {
        let name: String
        let occasion: Occasion
        fileprivate var servers: Set<String>?
        fileprivate var probes: Set<String>?
        fileprivate var labels: [Label] = []

        /// Whether all that is written of them holds of a probe.
        func concerns(_ probe: ProbeSettings) -> Bool {
            (servers?.contains(probe.server) ?? true)
                && (probes?.contains(probe.qualifiedName) ?? true)
                && labels.allSatisfy(probe.labels.contains)
        }
    }

    /// The entries, without those that were reported.
    func entries(_ field: Field) -> [Entry] {
        let suggestion = "write a list of entries such as " + Self.example
        guard let items = field.items("list of maintenance", write: suggestion) else {
            return []
        }
        guard items.count <= limits.maintenanceCountMax else {
            field.report(
                Mistake(
                    "\(items.count) entries are too many",
                    "write at most \(limits.maintenanceCountMax)"))
            return []
        }
        return items.compactMap(entry)
    }

    private func entry(_ field: Field) -> Entry? {
        guard var mapping = field.mapping("maintenance", write: Self.suggestion) else {
            return nil
        }
        let noName = Mistake("the maintenance has no name", "write name: core-switch")
        let name = mapping.require("name", noName)?.name(limits)
        let occasion = occasion(&mapping)
        let servers = mapping.take("servers").map { references($0, "server", names.servers) }
        let probes = mapping.take("probes").map { references($0, "probe", names.probes) }
        var labels = InheritedLabels()
        if let field = mapping.take("labels") { labels.read(field, limits) }
        mapping.reportUnknownKeys()
        return occasion.map {
            Entry(
                name: name ?? "", occasion: $0, servers: servers, probes: probes,
                labels: labels.labels)
        }
    }

    /// Once, where it begins at a moment; each week, where it begins at a time of the clock.
    private func occasion(_ mapping: inout MappingReader) -> Occasion? {
        guard let begin = mapping.peek("begin"), case .scalar(let text, _) = begin.node.content,
            !ClockText.isMeant(text)
        else {
            let zone = window.zone(&mapping)
            let weekly = window.weekly(&mapping)
            guard let zone, let weekly else { return nil }
            return .recurring(Schedule(zone: zone, weekly: [weekly]))
        }
        return once(&mapping)
    }

    private func once(_ mapping: inout MappingReader) -> Occasion? {
        let beginField = mapping.take("begin")
        let endField = mapping.require(
            "end", Mistake("the maintenance has no end", "write end: with a moment"))
        for key in ["days", "time_zone"] {
            mapping.take(key)?.report(
                Mistake(
                    "a moment has no \(key)",
                    "leave it out, or write begin and end as times of the clock"))
        }
        let moments = [beginField, endField].map { field in
            field?.scalar("moment", write: MomentText.suggestion).flatMap { scalar in
                field?.attempt { () throws(Mistake) in try MomentText.moment(scalar.text) }
            }
        }
        guard let begin = moments[0], let end = moments[1] else { return nil }
        guard begin < end else {
            endField?.report(Mistake("it ends before it begins", "write a later end"))
            return nil
        }
        return .once(from: begin, until: end)
    }

    private func references(
        _ field: Field, _ noun: String, _ known: Set<String>
    ) -> Set<String> {
        let suggestion = "write a list of \(noun)s"
        let items = field.items("list of \(noun)s", write: suggestion) ?? []
        return Set(items.compactMap { names.reference($0, noun, among: known) })
    }
}
