import Configuration
import Network
import Probes

/// Makes the TLS clients of probes; those that name the same credentials share them.
struct ClientMaker: Sendable {
    let tls: any TLSProvider
    let files: any WatchedFiles
    let log: any Log
    private var keepers: [TLSCredentialFiles: CredentialKeeper] = [:]
    /// Those of before, of which some may be wanted again.
    private var known: [TLSCredentialFiles: CredentialKeeper] = [:]

    init(tls: any TLSProvider, files: any WatchedFiles, log: any Log) {
        self.tls = tls
        self.files = files
        self.log = log
    }

    /// The probes of a whole configuration follow; what none of them names is forgotten.
    mutating func begin() { swap(&known, &keepers) }

    /// All of them were named.
    mutating func end() { known = [:] }

    /// Somebody goes on showing what lies in these files.
    mutating func keep(_ paths: TLSCredentialFiles) {
        if let keeper = known[paths] { keepers[paths] = keeper }
    }

    /// The client of a probe; nil where it speaks no TLS.
    mutating func client(
        _ settings: ProbeSettings
    ) throws(ExporterError) -> (any TLSClient)? {
        guard let wanted = settings.options.tls else { return nil }
        return try client(wanted, settings)
    }

    /// One client for each version that this library speaks; nil where nobody asks.
    mutating func audit(_ settings: ProbeSettings) throws(ExporterError) -> VersionAudit? {
        guard var wanted = settings.options.tls, wanted.auditsVersions else { return nil }
        var clients: [TLSVersion: any TLSClient] = [:]
        for version in TLSVersion.allCases {
            wanted.minimumVersion = version
            wanted.maximumVersion = version
            do throws(ExporterError) {
                clients[version] = try client(wanted, settings)
            } catch {
                // What this library does not speak it cannot find out either.
                guard case .tls(_, .unsupportedVersions) = error else { throw error }
            }
        }
        return VersionAudit(clients)
    }

    private mutating func client(
        _ wanted: TLSSettings, _ settings: ProbeSettings
    ) throws(ExporterError) -> any TLSClient {
        let shown = try shown(wanted, settings)
        do throws(TLSSettingsError) {
            guard let shown else { return try tls.client(wanted) }
            return try CredentialedClient(
                wanted, tls: tls, keeper: shown.keeper, showing: shown.credentials)
        } catch {
            throw .tls(probe: settings.qualifiedName, error)
        }
    }

    private mutating func shown(
        _ wanted: TLSSettings, _ settings: ProbeSettings
    ) throws(ExporterError) -> (keeper: CredentialKeeper, credentials: TLSCredentials)? {
        guard let paths = wanted.credentials else { return nil }
        let keeper =
            keepers[paths] ?? known[paths]
            ?? CredentialKeeper(paths, files: files, tls: tls, log: log)
        keepers[paths] = keeper
        do throws(CredentialsFault) {
            return (keeper, try keeper.current())
        } catch {
            throw .credentials(probe: settings.qualifiedName, error)
        }
    }
}
