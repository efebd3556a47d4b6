/// Reads `servers`, and the probes of each.
///
/// A probe is known by its server, name, target, labels and listed server name. No two can be alike
/// in all of these, because no two servers have the same name, nor two probes of a server, nor does
/// a list name a server twice.
struct ServersReader {
    let probe: ProbeReader
    let limits: ConfigurationLimits
    let findings: Findings

    /// Every probe of every server, in the order of the file.
    func probes(_ field: Field, inheriting defaults: Inheritable) -> [ProbeSettings] {
        let suggestion = "write a list of servers, each with a name and probes"
        guard let items = field.items("list of servers", write: suggestion) else { return [] }
        if items.isEmpty { field.report(Mistake("there are no servers", suggestion)) }
        var probes: [ProbeSettings] = []
        var names = UniqueNames(of: "server", within: "")
        var probeCount = 0
        for item in items {
            read(item, inheriting: defaults, into: &probes, &names, &probeCount)
            guard probeCount <= limits.probeCountMax else { break }
        }
        return probes
    }

    private func reportTooMany(_ field: Field) {
        field.report(
            Mistake(
                "there are more than \(limits.probeCountMax) probes",
                "split the configuration between several exporters"))
    }

    private func read(
        _ field: Field, inheriting defaults: Inheritable, into probes: inout [ProbeSettings],
        _ names: inout UniqueNames, _ probeCount: inout Int
    ) {
        let suggestion = "write a mapping with name and probes"
        guard var mapping = field.mapping("server", write: suggestion) else { return }
        let nameField = mapping.require(
            "name", Mistake("the server has no name", "write name: payments"))
        let name = nameField.map { Written($0, $0.name(limits)) }
        if let name { names.add(name, findings) }
        var level = defaults
        level.readText(&mapping, limits)
        level.read(&mapping, limits)
        let write = "write a list of probes, each with name, host and port"
        let list = mapping.require("probes", Mistake("the server has no probes", write))
        mapping.reportUnknownKeys()
        guard let list, let items = list.items("list of probes", write: write) else { return }
        if items.isEmpty { list.report(Mistake("there are no probes", write)) }
        var probeNames = UniqueNames(of: "probe", within: " of a server")
        for item in items {
            probeCount += 1
            guard probeCount <= limits.probeCountMax else { return reportTooMany(item) }
            let reading = probe.read(item, server: name?.value, inheriting: level)
            if let name = reading.name { probeNames.add(name, findings) }
            // A list of server names makes several of one.
            probeCount += max(0, reading.probes.count - 1)
            guard probeCount <= limits.probeCountMax else { return reportTooMany(item) }
            probes += reading.probes
        }
    }
}

/// Finds names that are given twice.
private struct UniqueNames {
    private let noun: String
    private let within: String
    private var marks: [String: Mark] = [:]

    init(of noun: String, within: String) {
        self.noun = noun
        self.within = within
    }

    mutating func add(_ name: Written<String>, _ findings: Findings) {
        guard let text = name.value else { return }
        guard let first = marks[text] else {
            marks[text] = name.place.mark
            return
        }
        findings.report(
            name.place.mark, key: name.place.path.dotted,
            Mistake(
                "\(Excerpt.of(text)) is the name of the \(noun) in line \(first.line) already",
                "give each \(noun)\(within) a name of its own"))
    }
}
