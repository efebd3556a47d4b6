import Configuration
import Network
import Probes

/// Makes probes of their settings; those that name the same files share what is read of them.
struct ProbeMaker: Sendable {
    private let files: any WatchedFiles
    private let tls: any TLSProvider
    /// Whether reports tell what was said.
    private let keepsTranscripts: Bool
    private let credentials: CredentialKeeper
    private let clients: ClientMaker
    private var certificateFiles: [String: CertificateFile] = [:]
    /// What was shared before, of which some may be wanted again.
    private var known: [String: CertificateFile] = [:]

    init(
        _ world: World, _ credentials: CredentialKeeper, keepsTranscripts: Bool = false
    ) {
        files = world.files
        tls = world.tls
        self.credentials = credentials
        self.keepsTranscripts = keepsTranscripts
        clients = ClientMaker(tls: world.tls, credentials: credentials)
    }

    /// The probes of a whole configuration follow; what none of them names is forgotten.
    mutating func begin() {
        swap(&known, &certificateFiles)
    }

    /// All of them were named.
    mutating func end() {
        known = [:]
    }

    /// A probe with these settings runs already.
    mutating func keep(_ settings: ProbeSettings) {
        guard let path = settings.options.tls?.compareFile, let file = known[path] else { return }
        certificateFiles[path] = file
    }

    mutating func make(_ settings: ProbeSettings) throws(ExporterError) -> any Probe {
        try checkSecrets(settings)
        return TCPProbe(
            options: settings.options, tls: try clients.client(settings),
            audit: try clients.audit(settings),
            certificateFile: settings.options.tls?.compareFile.map { certificateFile($0) },
            keepsTranscript: keepsTranscripts)
    }

    /// Makes ready what a probe needs, and nothing of it: throws what it would lack.
    func check(_ settings: ProbeSettings) throws(ExporterError) {
        try checkSecrets(settings)
        _ = try clients.client(settings)
        _ = try clients.audit(settings)
    }

    private func checkSecrets(_ settings: ProbeSettings) throws(ExporterError) {
        do throws(CredentialsFault) {
            for file in settings.options.secretFiles { _ = try credentials.secret(in: file) }
        } catch {
            throw .credentials(probe: settings.qualifiedName, error)
        }
    }

    private mutating func certificateFile(_ path: String) -> CertificateFile {
        let file =
            certificateFiles[path] ?? known[path]
            ?? CertificateFile(path: path, files: files, tls: tls)
        certificateFiles[path] = file
        return file
    }
}
