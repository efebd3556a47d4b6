import Configuration
import Probes

/// How what was found is written; the raw value is what the command line says.
enum ReportFormat: String, CaseIterable {
    /// For people.
    case text
    /// For programs: one object (RFC 8259).
    case json
}

/// One attempt that a user orders.
struct ProbeOrder {
    /// What is attempted.
    enum Target {
        /// What a URL says.
        case url(ProbeSettings)
        /// A probe of a configuration, by its qualified name.
        case configured(file: String, name: String)
    }

    let target: Target
    let format: ReportFormat
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
        let startTLS = try Self.startTLS(values)
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
            throw unknown(.service, name, Service.all.map(\.name))
        }
        return service
    }

    private static func startTLS(_ values: FlagValues) throws(UsageError) -> StartTLSProtocol? {
        guard let name = values.value(of: .startTLS) else { return nil }
        guard let upgrade = StartTLSProtocol(rawValue: name) else {
            throw unknown(.startTLS, name, StartTLSProtocol.allCases.map(\.rawValue))
        }
        return upgrade
    }

    private static func unknown(_ flag: Flag, _ name: String, _ known: [String]) -> UsageError {
        let nearest =
            NearestName.to(name.lowercased(), among: known).map { "did you mean \($0)? " } ?? ""
        return UsageError(
            "--\(flag.name)=\(name) is unknown; \(nearest)sonde services lists them")
    }

    private static func configured(
        _ word: String, _ values: FlagValues
    ) throws(UsageError) -> Target {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw UsageError(
                "\"\(word)\" is neither tcp://HOST:PORT, tls://HOST:PORT nor SERVER/PROBE")
        }
        return .configured(file: values.value(of: .configFile) ?? "sonde.yml", name: word)
    }
}
