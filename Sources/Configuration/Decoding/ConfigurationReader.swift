internal import Network

/// Makes settings of the tree of a file; what is wrong goes to `findings`.
struct ConfigurationReader {
    let files: NamedFiles
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
        var defaults = Inheritable(proxies: ProxyReader(secrets: secrets, limits: limits))
        if let field = mapping.take("defaults"),
            var mapping = field.mapping("mapping of defaults", write: "write {interval: 1m}")
        {
            defaults.read(&mapping, limits)
            mapping.reportUnknownKeys()
        }
        let servers = mapping.require(
            "servers", Mistake("there are no servers", "write servers: with names and probes"))
        if let servers { settings.probes = self.servers.probes(servers, inheriting: defaults) }
        mapping.reportUnknownKeys()
        return settings
    }

    private var servers: ServersReader {
        let tls = TLSReader(files: files, limits: limits)
        let script = ScriptReader(pool: ScriptPool(), limits: limits)
        let probe = ProbeReader(tls: tls, script: script, limits: limits, findings: findings)
        return ServersReader(probe: probe, limits: limits, findings: findings)
    }
}
