internal import Network
internal import Probes

/// Reads what is probed: `host`, or `hosts` with one target each.
struct HostsReader {
    let limits: ConfigurationLimits

    /// The hosts in the order of the file, without those that were reported; nil without any.
    func hosts(_ mapping: inout MappingReader) -> [Host]? {
        let one = mapping.take("host")
        let many = mapping.take("hosts")
        if let one, let many {
            one.report(excludedBy: many)
            return nil
        }
        if let many { return list(many) }
        guard let one else {
            mapping.reportMissing(Mistake("the probe has no host", "write host: example.com"))
            return nil
        }
        return host(one).map { [$0] }
    }

    private func list(_ field: Field) -> [Host]? {
        let suggestion = "write a list of hosts such as [mx1.example.com, mx2.example.com]"
        guard let items = field.items("list of hosts", write: suggestion) else { return nil }
        guard !items.isEmpty, items.count <= limits.hostCountMax else {
            field.report(
                items.isEmpty
                    ? Mistake("there are no hosts", suggestion)
                    : Mistake(
                        "\(items.count) hosts are too many for a probe",
                        "write at most \(limits.hostCountMax)"))
            return nil
        }
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
