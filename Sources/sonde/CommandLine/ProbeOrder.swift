import Configuration
import Probes

/// One attempt that a user orders.
struct ProbeOrder {
    /// What is attempted.
    enum Target {
        /// What a URL says.
        case url(ProbeSettings)
        /// A probe of a configuration.
        case configured(file: String, server: String, probe: String)
    }

    /// How the report is written; the raw value is what the command line says.
    enum Format: String, CaseIterable {
        case text
        case json
    }

    let target: Target
    let format: Format
    /// Whether what was said is shown as well.
    let isVerbose: Bool

    init(_ values: FlagValues) throws(UsageError) {
        guard values.arguments.count == 1, let word = values.arguments.first else {
            throw UsageError(
                "probe needs one target: sonde probe tls://HOST:PORT, "
                    + "sonde probe --service=ssh HOST, or "
                    + "sonde probe --config.file=sonde.yml SERVER/PROBE")
        }
        format = try values.choice(of: .format) ?? .text
        isVerbose = values.has(.verbose)
        let url = ProbeURL(word)
        let service = try Self.service(values)
        let startTLS: StartTLSProtocol? = try values.choice(of: .startTLS)
        let saysWhatIsThere = service != nil || startTLS != nil
        guard url.hasScheme || saysWhatIsThere else {
            target = try Self.configured(word, values)
            return
        }
        guard !values.has(.configFile) else {
            throw UsageError(
                "with --config.file the target is SERVER/PROBE, not a URL, and what is said there "
                    + "is what the file says")
        }
        do throws(ProbeURLError) {
            target = .url(try url.settings(service: service, startTLS: startTLS))
        } catch {
            throw UsageError(error.description)
        }
    }

    private static func service(_ values: FlagValues) throws(UsageError) -> Service? {
        guard let name = values.value(of: .service) else { return nil }
        guard let service = Service.named(name) else {
            throw UsageError("--service=\(name) is unknown; sonde services lists them")
        }
        return service
    }

    private static func configured(
        _ word: String, _ values: FlagValues
    ) throws(UsageError) -> Target {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw UsageError(
                "\"\(word)\" is neither tcp://HOST:PORT, tls://HOST:PORT nor SERVER/PROBE")
        }
        return .configured(
            file: values.value(of: .configFile) ?? "sonde.yml", server: String(parts[0]),
            probe: String(parts[1]))
    }
}
