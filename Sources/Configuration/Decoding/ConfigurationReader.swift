internal import Network

/// Makes settings of the tree of a file; what is wrong goes to `findings`.
struct ConfigurationReader {
    let files: NamedFiles
    let zoneFiles: any Files
    let secrets: SecretFiles
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
        if let field = mapping.take("resolvers") {
            settings.resolvers = ResolversReader(limits: limits).resolvers(field)
        }
        let window = WindowReader(zones: ZoneFiles(files: zoneFiles), limits: limits)
        let schedules = mapping.take("schedules").map {
            SchedulesReader(window: window, limits: limits).schedules($0)
        }
        let maintenance = mapping.take("maintenance")
        var defaults = Inheritable(
            proxies: ProxyReader(secrets: secrets, limits: limits),
            schedule: InheritedSchedule(schedules: schedules ?? [:], window: window))
        if let field = mapping.take("defaults"),
            var mapping = field.mapping("mapping of defaults", write: "write {interval: 1m}")
        {
            defaults.read(&mapping, limits)
            mapping.reportUnknownKeys()
        }
        let list = mapping.require(
            "servers", Mistake("there are no servers", "write servers: with names and probes"))
        mapping.reportUnknownKeys()
        var reading = ServersReader.Reading()
        if let list { servers.read(list, inheriting: defaults, into: &reading) }
        settings.probes = reading.probes
        let parents = DependencyReader(names: reading.names).parents(reading.dependencies)
        let entries =
            maintenance.map { field in
                MaintenanceReader(window: window, names: reading.names, limits: limits)
                    .entries(field)
            } ?? []
        guard !parents.isEmpty || !entries.isEmpty else { return settings }
        for index in settings.probes.indices {
            let probe = settings.probes[index]
            settings.probes[index].parents = parents[probe.qualifiedName] ?? []
            settings.probes[index].maintenance =
                entries.filter { $0.concerns(probe) }.map(\.occasion)
        }
        return settings
    }

    private var servers: ServersReader {
        let tls = TLSReader(files: files, limits: limits)
        let script = ScriptReader(pool: ScriptPool(), limits: limits)
        let probe = ProbeReader(tls: tls, script: script, limits: limits, findings: findings)
        return ServersReader(probe: probe, limits: limits, findings: findings)
    }
}
