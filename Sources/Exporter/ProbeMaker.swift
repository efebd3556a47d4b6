import Configuration
import Network
import Probes

/// Makes probes of their settings.
struct ProbeMaker {
    let tls: any TLSProvider
    /// Whether reports tell what was said.
    var keepsTranscripts = false

    func probes(_ settings: Settings) throws(ExporterError) -> [any Probe] {
        var probes: [any Probe] = []
        probes.reserveCapacity(settings.probes.count)
        for probe in settings.probes { probes.append(try make(probe)) }
        return probes
    }

    func make(_ settings: ProbeSettings) throws(ExporterError) -> any Probe {
        TCPProbe(
            options: settings.options, tls: try client(settings),
            keepsTranscript: keepsTranscripts)
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
