import Network
import Probes
import Synchronization
import Time

/// A client that shows a certificate, and is made anew when that has changed.
final class CredentialedClient: TLSClient {
    private let settings: TLSSettings
    private let tls: any TLSProvider
    private let keeper: CredentialKeeper
    private let paths: TLSCredentialFiles
    private let made: Mutex<Made>

    private struct Made: Sendable {
        let credentials: TLSCredentials
        let client: any TLSClient
    }

    /// A client with what the keeper holds now.
    init(
        _ settings: TLSSettings, tls: any TLSProvider, keeper: CredentialKeeper,
        paths: TLSCredentialFiles, showing credentials: TLSCredentials
    ) throws(TLSSettingsError) {
        self.settings = settings
        self.tls = tls
        self.keeper = keeper
        self.paths = paths
        let client = try tls.client(settings, showing: credentials)
        made = Mutex(Made(credentials: credentials, client: client))
    }

    var credentialsFault: String? { keeper.fault(of: paths)?.description }

    func makeSession(at wallTime: WallTime) throws(NetworkError) -> any TLSSession {
        let credentials: TLSCredentials
        do throws(CredentialsFault) {
            credentials = try keeper.certificate(in: paths)
        } catch {
            throw .local(.credentials)
        }
        return try client(showing: credentials).makeSession(at: wallTime)
    }

    private func client(
        showing credentials: TLSCredentials
    ) throws(NetworkError) -> any TLSClient {
        let known = made.withLock { $0 }
        if known.credentials === credentials { return known.client }
        let client: any TLSClient
        do throws(TLSSettingsError) {
            client = try tls.client(settings, showing: credentials)
        } catch {
            throw .local(error == .memory ? .memory : .credentials)
        }
        made.withLock { $0 = Made(credentials: credentials, client: client) }
        return client
    }
}
