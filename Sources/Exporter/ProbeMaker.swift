import Configuration
import Network
import Probes

/// Makes probes of their settings.
struct ProbeMaker {
    let tls: any TLSProvider
    let files: any WatchedFiles
    /// Whether reports tell what was said.
    var keepsTranscripts = false

    func probes(_ settings: Settings) throws(ExporterError) -> [any Probe] {
        var probes: [any Probe] = []
        probes.reserveCapacity(settings.probes.count)
        var certificateFiles: [String: CertificateFile] = [:]
        for probe in settings.probes { probes.append(try make(probe, sharing: &certificateFiles)) }
        return probes
    }

    func make(_ settings: ProbeSettings) throws(ExporterError) -> any Probe {
        var certificateFiles: [String: CertificateFile] = [:]
        return try make(settings, sharing: &certificateFiles)
    }

    /// Probes that name the same file share it, so that each change of it is read once.
    private func make(
        _ settings: ProbeSettings, sharing certificateFiles: inout [String: CertificateFile]
    ) throws(ExporterError) -> any Probe {
        var certificateFile: CertificateFile?
        if let path = settings.options.tls?.compareFile {
            let file =
                certificateFiles[path] ?? CertificateFile(path: path, files: files, tls: tls)
            certificateFiles[path] = file
            certificateFile = file
        }
        return TCPProbe(
            options: settings.options, tls: try client(settings),
            certificateFile: certificateFile, keepsTranscript: keepsTranscripts)
    }

    private func client(_ settings: ProbeSettings) throws(ExporterError) -> (any TLSClient)? {
        guard let wanted = settings.options.tls else { return nil }
        do throws(TLSSettingsError) {
            return try tls.client(wanted)
        } catch {
            throw .tls(server: settings.server, probe: settings.name, error)
        }
    }
}
