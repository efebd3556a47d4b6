/// Reads `servers`, and the probes of each.
///
/// A probe is known by its server, name, target, labels and listed server name. No two can be alike
/// in all of these, because no two servers have the same name, nor two probes of a server, nor does
/// a list name a server twice.
struct ServersReader {
    var probe: ProbeReader
    let limits: ConfigurationLimits
    /// Of the file that is being read.
    var findings: Findings

    /// What was read of all servers.
    struct Reading {
        /// Every probe of every server, in the order of the file.
        var probes: [ProbeSettings] = []
        /// Those whose targets are told elsewhere.
        var sourced: [SourcedProbe] = []
        var names = WrittenNames()
        var dependencies: [DependencyReader.Dependency] = []
        fileprivate var servers = UniqueNames(of: "server", within: "")
        fileprivate var probeCount = 0
    }

    /// Reads the servers of a list beside what was read before.
    func read(_ field: Field, inheriting defaults: Inheritable, into reading: inout Reading) {
        let suggestion = "write a list of servers, each with a name and probes"
        guard let items = field.items("list of servers", write: suggestion) else { return }
        if items.isEmpty { field.report(Mistake("there are no servers", suggestion)) }
        for item in items {
            read(server: item, inheriting: defaults, into: &reading)
            guard reading.probeCount <= limits.probeCountMax else { break }
        }
    }

    private func reportTooMany(_ field: Field) {
        field.report(
            Mistake(
                "there are more than \(limits.probeCountMax) probes",
                "split the configuration between several exporters"))
    }

    private func read(
        server field: Field, inheriting defaults: Inheritable, into reading: inout Reading
    ) {
        let suggestion = "write a mapping with name and probes"
        guard var mapping = field.mapping("server", write: suggestion) else { return }
        let nameField = mapping.require(
            "name", Mistake("the server has no name", "write name: payments"))
        let name = nameField.map { Written($0, $0.name(limits)) }
        if let name { reading.servers.add(name, findings) }
        if let text = name?.value { reading.names.servers.insert(text) }
        var level = defaults
        level.readText(&mapping, limits)
        level.read(&mapping, limits)
        let write = "write a list of probes, each with name, host and port"
        let list = mapping.require("probes", Mistake("the server has no probes", write))
        mapping.reportUnknownKeys()
        guard let list, let items = list.items("list of probes", write: write) else { return }
        if items.isEmpty { list.report(Mistake("there are no probes", write)) }
        var names = UniqueNames(of: "probe", within: " of a server")
        for item in items {
            reading.probeCount += 1
            guard reading.probeCount <= limits.probeCountMax else { return reportTooMany(item) }
            guard read(probe: item, of: name?.value, inheriting: level, &names, into: &reading)
            else { return reportTooMany(item) }
        }
    }

    /// Whether there is room for all of the probe.
    private func read(
        probe field: Field, of server: String?, inheriting level: Inheritable,
        _ names: inout UniqueNames, into reading: inout Reading
    ) -> Bool {
        let probe = probe.read(field, server: server, inheriting: level)
        if let name = probe.name { names.add(name, findings) }
        // A list of hosts or of server names makes several of one.
        reading.probeCount += max(0, probe.probes.count - 1)
        guard reading.probeCount <= limits.probeCountMax else { return false }
        reading.probes += probe.probes
        if let sourced = probe.sourced { reading.sourced.append(sourced) }
        guard let server, let name = probe.name?.value else { return true }
        let qualifiedName = "\(server)/\(name)"
        reading.names.probes.insert(qualifiedName)
        reading.dependencies += probe.parents.map {
            DependencyReader.Dependency(
                probe: qualifiedName, parent: $0,
                isInherited: $0.place.mark < field.place.mark)
        }
        return true
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
                "\(Excerpt.of(text)) is the name of the \(noun) in "
                    + "\(findings.line(of: first, seenFrom: name.place.mark)) already",
                "give each \(noun)\(within) a name of its own"))
    }
}
