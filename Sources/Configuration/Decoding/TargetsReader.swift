internal import Probes

/// What a probe has for targets.
enum Targets {
    /// One each.
    case hosts([Host])
    /// Those that somebody tells.
    case source(TargetSource)
}

/// Reads what is probed: `host`, `hosts` with one target each, or `targets_from`.
struct TargetsReader {
    let sources: TargetSourceReader
    let limits: ConfigurationLimits

    /// Hosts are in the order of the file, without those that were reported; nil without any.
    func targets(_ mapping: inout MappingReader) -> Targets? {
        let one = mapping.take("host")
        let many = mapping.take("hosts")
        let told = mapping.take("targets_from")
        if let host = one, many == nil, told == nil { return self.host(host).map { .hosts([$0]) } }
        let fields = [one, many, told].compactMap(\.self)
        guard let field = fields.first else {
            mapping.reportMissing(Mistake("the probe has no host", "write host: example.com"))
            return nil
        }
        for other in fields.dropFirst() { field.report(excludedBy: other) }
        guard fields.count == 1 else { return nil }
        if let many { return list(many).map { .hosts($0) } }
        return told.flatMap { sources.source($0) }.map { .source($0) }
    }

    private func list(_ field: Field) -> [Host]? {
        let suggestion = "write a list of hosts such as [mx1.example.com, mx2.example.com]"
        guard let items = field.items("hosts", write: suggestion, atMost: limits.hostCountMax)
        else { return nil }
        var hosts: [Host] = []
        var known: Set<Host> = []
        for item in items {
            guard let host = host(item) else { continue }
            if known.insert(host).inserted {
                hosts.append(host)
            } else {
                item.report(Mistake("\(host) stands here twice", "write it once"))
            }
        }
        return hosts.isEmpty ? nil : hosts
    }

    private func host(_ field: Field) -> Host? {
        guard let scalar = field.scalar("host", write: HostText.suggestion) else { return nil }
        return field.attempt { () throws(Mistake) in try HostText.parse(scalar.text) }
    }
}

extension Field {
    /// The items of a list of `plural` that belongs to a probe, at least one; nil after a report.
    func items(_ plural: String, write suggestion: String, atMost countMax: Int) -> [Field]? {
        guard let items = items("list of \(plural)", write: suggestion) else { return nil }
        guard !items.isEmpty, items.count <= countMax else {
            report(
                items.isEmpty
                    ? Mistake("there are no \(plural)", suggestion)
                    : Mistake(
                        "\(items.count) \(plural) are too many for a probe",
                        "write at most \(countMax)"))
            return nil
        }
        return items
    }
}
