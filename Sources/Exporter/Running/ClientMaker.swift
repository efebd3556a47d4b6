import Configuration
import Network
import Probes

/// Makes the TLS clients of probes.
struct ClientMaker: Sendable {
    let tls: any TLSProvider
    let credentials: CredentialKeeper

    /// The client of a probe; nil where it speaks no TLS.
    func client(
        _ settings: ProbeSettings
    ) throws(ExporterError) -> (any TLSClient)? {
        guard let wanted = settings.options.tls else { return nil }
        return try client(wanted, for: settings.qualifiedName)
    }

    /// One client for each version that this library speaks; nil where nobody asks.
    func audit(_ settings: ProbeSettings) throws(ExporterError) -> VersionAudit? {
        guard var wanted = settings.options.tls, wanted.auditsVersions else { return nil }
        var clients: [TLSVersion: any TLSClient] = [:]
        for version in TLSVersion.allCases {
            wanted.minimumVersion = version
            wanted.maximumVersion = version
            do throws(ExporterError) {
                clients[version] = try client(wanted, for: settings.qualifiedName)
            } catch {
                // What this library does not speak it cannot find out either.
                guard case .tls(_, .unsupportedVersions) = error else { throw error }
            }
        }
        return VersionAudit(clients)
    }

    /// A client for that probe, or for who tells its targets.
    func client(
        _ wanted: TLSSettings, for probe: String
    ) throws(ExporterError) -> any TLSClient {
        let shown = try shown(wanted, probe)
        do throws(TLSSettingsError) {
            guard let shown, let paths = wanted.credentials else { return try tls.client(wanted) }
            return try CredentialedClient(
                wanted, tls: tls, keeper: credentials, paths: paths, showing: shown)
        } catch {
            throw .tls(probe: probe, error)
        }
    }

    private func shown(
        _ wanted: TLSSettings, _ probe: String
    ) throws(ExporterError) -> TLSCredentials? {
        guard let paths = wanted.credentials else { return nil }
        do throws(CredentialsFault) {
            return try credentials.certificate(in: paths)
        } catch {
            throw .credentials(probe: probe, error)
        }
    }
}
