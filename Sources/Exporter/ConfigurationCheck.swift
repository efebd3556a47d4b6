public import Configuration
public import Network
import Probes

/// Makes ready what a configuration needs, and runs nothing: what only the TLS library can find
/// out.
public struct ConfigurationCheck: Sendable {
    private let tls: any TLSProvider
    private let files: any WatchedFiles
    private let log: any Log

    /// A check with the library and the files of a world; its log stays empty.
    public init(tls: any TLSProvider, files: any WatchedFiles, log: any Log) {
        self.tls = tls
        self.files = files
        self.log = log
    }

    /// What is wrong, in the order of the probes.
    public struct Mistakes: Equatable, Sendable {
        /// Each as the first probe met it: what has the same cause is told once.
        public var told: [ExporterError] = []
        /// How many more there are than are told.
        public var omittedCount = 0
    }

    /// What is wrong with what the probes need.
    public func mistakes(in settings: Settings) -> Mistakes {
        let clients = ClientMaker(
            tls: tls, credentials: CredentialKeeper(files: files, tls: tls, log: log))
        var mistakes = Mistakes()
        var causes: Set<Cause> = []
        func attempt(_ wanted: TLSSettings, _ make: () throws(ExporterError) -> Void) {
            do throws(ExporterError) {
                try make()
            } catch {
                guard causes.insert(Cause(error, wanted)).inserted else { return }
                if mistakes.told.count < ExporterLimits.mistakeCountMax {
                    mistakes.told.append(error)
                } else {
                    mistakes.omittedCount += 1
                }
            }
        }
        for probe in settings.probes + settings.sourced.map(\.prototype) {
            guard let wanted = probe.options.tls else { continue }
            attempt(wanted) { () throws(ExporterError) in
                _ = try clients.client(probe)
                _ = try clients.audit(probe)
            }
        }
        for case .http(let source) in settings.sourced.map(\.source) {
            guard let wanted = source.tls else { continue }
            attempt(wanted) { () throws(ExporterError) in
                _ = try clients.client(wanted, for: source.shownAddress)
            }
        }
        return mistakes
    }
}

/// What many probes may fail of together.
private enum Cause: Hashable {
    case authorities(CertificateAuthorities)
    case versions(TLSVersion?, TLSVersion?)
    case shown(TLSCredentialFiles?, TLSCredentialsFault)
    case credentials(CredentialsFault)
    case memory

    init(_ error: ExporterError, _ wanted: TLSSettings) {
        switch error {
        case .tls(_, .unreadableAuthorities): self = .authorities(wanted.authorities)
        case .tls(_, .unsupportedVersions):
            self = .versions(wanted.minimumVersion, wanted.maximumVersion)
        case .tls(_, .credentials(let fault)): self = .shown(wanted.credentials, fault)
        case .tls(_, .memory): self = .memory
        case .credentials(_, let fault): self = .credentials(fault)
        }
    }
}
