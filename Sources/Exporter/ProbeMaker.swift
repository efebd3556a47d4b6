import Configuration
import Network
import Probes

/// Makes probes of their settings.
struct ProbeMaker {
    let tls: any TLSProvider
    let files: any WatchedFiles
    let log: any Log
    /// Whether reports tell what was said.
    var keepsTranscripts = false

    func probes(_ settings: Settings) throws(ExporterError) -> [any Probe] {
        var clients = ClientMaker(tls: tls, files: files, log: log)
        var probes: [any Probe] = []
        probes.reserveCapacity(settings.probes.count)
        var certificateFiles: [String: CertificateFile] = [:]
        for probe in settings.probes {
            probes.append(try make(probe, &clients, sharing: &certificateFiles))
        }
        return probes
    }

    func make(_ settings: ProbeSettings) throws(ExporterError) -> any Probe {
        var clients = ClientMaker(tls: tls, files: files, log: log)
        var certificateFiles: [String: CertificateFile] = [:]
        return try make(settings, &clients, sharing: &certificateFiles)
    }

    /// Probes that name the same file share it, so that each change of it is read once.
    private func make(
        _ settings: ProbeSettings, _ clients: inout ClientMaker,
        sharing certificateFiles: inout [String: CertificateFile]
    ) throws(ExporterError) -> any Probe {
        var certificateFile: CertificateFile?
        if let path = settings.options.tls?.compareFile {
            let file =
                certificateFiles[path] ?? CertificateFile(path: path, files: files, tls: tls)
            certificateFiles[path] = file
            certificateFile = file
        }
        return TCPProbe(
            options: settings.options, tls: try clients.client(settings),
            audit: try clients.audit(settings), certificateFile: certificateFile,
            keepsTranscript: keepsTranscripts)
    }
}
