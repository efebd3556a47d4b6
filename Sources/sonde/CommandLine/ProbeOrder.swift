import Configuration

/// One attempt that a user orders.
enum ProbeOrder {
    /// What a URL says.
    case target(ProbeSettings)
    /// A probe of a configuration.
    case configured(file: String, server: String, probe: String)

    init(_ values: FlagValues) throws(UsageError) {
        guard values.arguments.count == 1, let word = values.arguments.first else {
            throw UsageError(
                "probe needs one target: sonde probe tls://HOST:PORT, or "
                    + "sonde probe --config.file=sonde.yml SERVER/PROBE")
        }
        if let url = ProbeURL(word) {
            guard !values.has(.configFile) else {
                throw UsageError("with --config.file the target is SERVER/PROBE, not a URL")
            }
            self = .target(try Self.settings(url))
            return
        }
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw UsageError(
                "\"\(word)\" is neither tcp://HOST:PORT, tls://HOST:PORT nor SERVER/PROBE")
        }
        self = .configured(
            file: values.value(of: .configFile) ?? "sonde.yml", server: String(parts[0]),
            probe: String(parts[1]))
    }

    private static func settings(_ url: ProbeURL) throws(UsageError) -> ProbeSettings {
        do throws(ProbeURLError) {
            return try url.settings()
        } catch {
            throw UsageError(error.description)
        }
    }
}
