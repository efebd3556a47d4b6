internal import Network

/// Makes settings of the tree of a file; what is wrong goes to `findings`.
struct ConfigurationReader {
    let files: NamedFiles
    let zoneFiles: any Files
    let secrets: SecretFiles
    let variable: (String) -> String?
    let limits: ConfigurationLimits
    let findings: Findings

    private static let shape = "write keys such as defaults: and servers:"

    /// What could be read; worthless when anything was found.
    func settings(_ root: YAMLNode) -> Settings {
        let field = Field(root, at: Place(mark: root.mark, path: .top), findings: findings)
        if field.isNull {
            findings.report(nil, YAMLComposer.emptiness)
            return Settings()
        }
        guard var mapping = field.mapping("mapping of settings", write: Self.shape) else {
            return Settings()
        }
        var settings = Settings()
        settings.gateway = mapping.take("gateway")?.name(limits)
        let include = mapping.take("include")
        if let field = mapping.take("resolvers") {
            settings.resolvers = ResolversReader(limits: limits).resolvers(field)
        }
        let window = WindowReader(zones: ZoneFiles(files: zoneFiles), limits: limits)
        let schedules = mapping.take("schedules").map {
            SchedulesReader(window: window, limits: limits).schedules($0)
        }
        let maintenance = mapping.take("maintenance")
        let accounts = mapping.take("accounts").map(self.accounts) ?? Accounts()
        var defaults = Inheritable(
            proxies: ProxyReader(accounts: accounts, secrets: secrets, limits: limits),
            account: InheritedAccount(among: accounts),
            schedule: InheritedSchedule(schedules: schedules ?? [:], window: window))
        if let field = mapping.take("defaults"),
            var mapping = field.mapping("mapping of defaults", write: "write {interval: 1m}")
        {
            defaults.read(&mapping, limits)
            mapping.reportUnknownKeys()
        }
        let noServers = Mistake("there are no servers", "write servers: with names and probes")
        let list =
            include == nil ? mapping.require("servers", noServers) : mapping.take("servers")
        mapping.reportUnknownKeys()
        var reading = ServersReader.Reading()
        let servers = servers(accounts)
        if let list { servers.read(list, inheriting: defaults, into: &reading) }
        settings.files = include.map { self.include($0, servers, defaults, into: &reading) } ?? []
        settings.probes = reading.probes
        settings.sourced = reading.sourced
        let entries =
            maintenance.map { field in
                MaintenanceReader(window: window, names: reading.names, limits: limits)
                    .entries(field)
            } ?? []
        apply(entries, reading, to: &settings)
        return settings
    }

    /// Says of each probe on whom it depends, and when it need not answer.
    private func apply(
        _ entries: [MaintenanceReader.Entry], _ reading: ServersReader.Reading,
        to settings: inout Settings
    ) {
        let parents = DependencyReader(names: reading.names).parents(reading.dependencies)
        guard !parents.isEmpty || !entries.isEmpty else { return }
        for index in settings.probes.indices {
            let probe = settings.probes[index]
            settings.probes[index].parents = parents[probe.qualifiedName] ?? []
            settings.probes[index].maintenance =
                entries.filter { $0.concerns(probe) }.map(\.occasion)
        }
        for index in settings.sourced.indices {
            let name = settings.sourced[index].qualifiedName
            settings.sourced[index].prototype.parents = parents[name] ?? []
            settings.sourced[index].maintenance = entries
        }
        // Labels of targets that others tell are not known yet.
        guard settings.sourced.isEmpty else { return }
        settings.maintenanceOfNobody =
            entries.filter { !settings.probes.contains(where: $0.concerns) }.map(\.name)
    }

    private func accounts(_ field: Field) -> Accounts {
        AccountsReader(certificates: tls, secrets: secrets, limits: limits).accounts(field)
    }

    private var tls: TLSReader { TLSReader(files: files, limits: limits) }

    private func servers(_ accounts: Accounts) -> ServersReader {
        let script = ScriptReader(pool: ScriptPool(), limits: limits)
        let sources = TargetSourceReader(
            files: files, tls: tls, accounts: accounts, limits: limits)
        let probe = ProbeReader(
            tls: tls, script: script,
            targets: TargetsReader(sources: sources, limits: limits), limits: limits,
            findings: findings)
        return ServersReader(probe: probe, limits: limits, findings: findings)
    }

    /// Reads the servers of other files; returns their paths, and the patterns that name them.
    private func include(
        _ field: Field, _ servers: ServersReader, _ defaults: Inheritable,
        into reading: inout ServersReader.Reading
    ) -> [String] {
        let suggestion = "write a list of files such as [servers/*.yml]"
        guard let items = field.items("list of files", write: suggestion) else { return [] }
        var paths: [String] = []
        for item in items {
            guard let pattern = item.path(limits),
                let matches = item.attempt({ () throws(Mistake) in
                    try matches(of: pattern)
                })
            else { continue }
            for path in matches where !paths.contains(path) {
                guard paths.count < limits.includedFileCountMax else {
                    item.report(
                        Mistake(
                            "more than \(limits.includedFileCountMax) files are included",
                            "put more servers into each"))
                    return paths
                }
                paths.append(path)
                include(path, of: item, servers, defaults, into: &reading)
            }
        }
        return paths
    }

    private func matches(of pattern: String) throws(Mistake) -> [String] {
        let matches = try files.matching(pattern)
        guard !matches.isEmpty else {
            throw Mistake(
                "no file is called \(Excerpt.of(pattern))", "name files that are there")
        }
        return matches
    }

    private func include(
        _ path: String, of field: Field, _ servers: ServersReader, _ defaults: Inheritable,
        into reading: inout ServersReader.Reading
    ) {
        guard let bytes = field.attempt({ () throws(Mistake) in try files.configuration(path) })
        else { return }
        let findings = findings.next(file: path)
        guard
            let root = YAMLComposer.root(
                of: bytes, findings: findings, limits: limits, variable: variable)
        else { return }
        let (directory, secretsDirectory) = (files.directory, secrets.directory)
        files.directory = WrittenPath.directory(of: path)
        secrets.directory = files.directory
        defer { (files.directory, secrets.directory) = (directory, secretsDirectory) }
        let top = Field(root, at: Place(mark: root.mark, path: .top), findings: findings)
        guard var mapping = top.mapping("mapping", write: "write servers: with names and probes")
        else { return }
        let list = mapping.require(
            "servers", Mistake("there are no servers", "write servers: with names and probes"))
        mapping.reportUnknownKeys()
        guard let list else { return }
        var reader = servers
        reader.findings = findings
        reader.probe.findings = findings
        reader.read(list, inheriting: defaults, into: &reading)
    }
}
