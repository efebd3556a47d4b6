public import Network

/// Reads configurations: YAML to validated settings, or every mistake in them.
public struct ConfigurationLoader: Sendable {
    private let files: any WatchedFiles
    private let gatewayOverride: GatewayOverride?
    private let variable: @Sendable (String) -> String?
    private let limits: ConfigurationLimits

    /// A loader that asks `files`; `gatewayOverride` wins over the file's, and `variable` knows the
    /// variables of the environment.
    public init(
        files: any WatchedFiles, gatewayOverride: GatewayOverride? = nil,
        variable: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.init(
            files: files, gatewayOverride: gatewayOverride, variable: variable,
            limits: ConfigurationLimits())
    }

    /// A loader with other limits, for tests of the limits.
    package init(
        files: any WatchedFiles, gatewayOverride: GatewayOverride? = nil,
        variable: @escaping @Sendable (String) -> String? = { _ in nil },
        limits: ConfigurationLimits
    ) {
        self.files = files
        self.gatewayOverride = gatewayOverride
        self.variable = variable
        self.limits = limits
    }

    /// Reads the file at `path`; paths in it are relative to its directory.
    ///
    /// Throws every mistake that was found, in the order of the file and of those that it includes.
    public func load(_ path: String) throws(ConfigurationErrors) -> Settings {
        let findings = Findings(file: path, countMax: limits.errorCountMax)
        var settings = Settings()
        do {
            let bytes = try files.read(path, limit: limits.filesBytesMax)
            settings = read(bytes, directory: WrittenPath.directory(of: path), findings)
        } catch {
            findings.report(nil, FileMistake.of(error, bytesMax: limits.filesBytesMax))
        }
        settings.files.insert(path, at: 0)
        return try validated(settings, findings)
    }

    /// Reads `bytes`, called `name` in errors; paths in them are relative to `directory`.
    ///
    /// Throws every mistake that was found, in the order of the bytes.
    public func load(
        _ bytes: [UInt8], name: String, directory: String
    ) throws(ConfigurationErrors) -> Settings {
        let findings = Findings(file: name, countMax: limits.errorCountMax)
        return try validated(read(bytes, directory: directory, findings), findings)
    }

    /// What could be read of `bytes`; the rest is in `findings`.
    private func read(_ bytes: [UInt8], directory: String, _ findings: Findings) -> Settings {
        guard bytes.count <= limits.filesBytesMax else {
            findings.report(nil, FileMistake.of(.tooLarge, bytesMax: limits.filesBytesMax))
            return Settings()
        }
        guard
            let root = YAMLComposer.root(
                of: bytes, findings: findings, limits: limits, variable: variable)
        else { return Settings() }
        let named = NamedFiles(
            files: files, directory: directory, bytesLeft: limits.filesBytesMax - bytes.count,
            limits: limits)
        let reader = ConfigurationReader(
            files: named, zoneFiles: files,
            secrets: SecretFiles(files: files, directory: directory),
            variable: variable, limits: limits, findings: findings)
        return reader.settings(root)
    }

    /// The settings with the name of the gateway that wins, if nothing is wrong.
    private func validated(
        _ settings: Settings, _ findings: Findings
    ) throws(ConfigurationErrors) -> Settings {
        var settings = settings
        if let gatewayOverride {
            settings.gateway = gatewayOverride.name
            do {
                try NameText.check(gatewayOverride.name, scalarsMax: limits.nameScalarsMax)
            } catch {
                findings.report(nil, file: gatewayOverride.origin, error)
            }
        }
        if let refusal = findings.refusal { throw refusal }
        return settings
    }
}

/// The name of this vantage point, said beside the configuration.
public struct GatewayOverride: Sendable {
    let name: String
    let origin: String

    /// The name that `origin` gives, such as `--gateway`; mistakes are told of that.
    public init(_ name: String, from origin: String) {
        self.name = name
        self.origin = origin
    }
}
