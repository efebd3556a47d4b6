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
        for probe in settings.probes { probes.append(try make(probe, &clients)) }
        return probes
    }

    func make(_ settings: ProbeSettings) throws(ExporterError) -> any Probe {
        var clients = ClientMaker(tls: tls, files: files, log: log)
        return try make(settings, &clients)
    }

    private func make(
        _ settings: ProbeSettings, _ clients: inout ClientMaker
    ) throws(ExporterError) -> any Probe {
        TCPProbe(
            options: settings.options, tls: try clients.client(settings),
            audit: try clients.audit(settings), keepsTranscript: keepsTranscripts)
    }
}
