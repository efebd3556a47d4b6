import Configuration
import Network
import Probes

/// Makes probes of their settings; those that name the same files share what is read of them.
struct ProbeMaker: Sendable {
    private let files: any WatchedFiles
    private let tls: any TLSProvider
    /// Whether reports tell what was said.
    private let keepsTranscripts: Bool
    private var clients: ClientMaker
    private var certificateFiles: [String: CertificateFile] = [:]
    /// What was shared before, of which some may be wanted again.
    private var known: [String: CertificateFile] = [:]

    init(
        tls: any TLSProvider, files: any WatchedFiles, log: any Log, keepsTranscripts: Bool = false
    ) {
        self.files = files
        self.tls = tls
        self.keepsTranscripts = keepsTranscripts
        clients = ClientMaker(tls: tls, files: files, log: log)
    }

    /// The probes of a whole configuration follow; what none of them names is forgotten.
    mutating func begin() {
        swap(&known, &certificateFiles)
        clients.begin()
    }

    /// All of them were named.
    mutating func end() {
        known = [:]
        clients.end()
    }

    /// A probe with these settings runs already.
    mutating func keep(_ settings: ProbeSettings) {
        guard let tls = settings.options.tls else { return }
        if let path = tls.compareFile, let file = known[path] { certificateFiles[path] = file }
        if let paths = tls.credentials { clients.keep(paths) }
    }

    mutating func make(_ settings: ProbeSettings) throws(ExporterError) -> any Probe {
        TCPProbe(
            options: settings.options, tls: try clients.client(settings),
            audit: try clients.audit(settings),
            certificateFile: settings.options.tls?.compareFile.map { certificateFile($0) },
            keepsTranscript: keepsTranscripts)
    }

    private mutating func certificateFile(_ path: String) -> CertificateFile {
        let file =
            certificateFiles[path] ?? known[path]
            ?? CertificateFile(path: path, files: files, tls: tls)
        certificateFiles[path] = file
        return file
    }
}
