import Configuration
import Network
import Probes

/// Makes probes of their settings.
struct ProbeMaker {
    let tls: any TLSProvider

    func probes(_ settings: Settings) throws(ExporterError) -> [any Probe] {
        var probes: [any Probe] = []
        probes.reserveCapacity(settings.probes.count)
        for probe in settings.probes { probes.append(try make(probe)) }
        return probes
    }

    func make(_ settings: ProbeSettings) throws(ExporterError) -> any Probe {
        guard let wanted = settings.options.tls else {
            return TCPProbe(options: settings.options, tls: nil)
        }
        do throws(TLSSettingsError) {
            return TCPProbe(options: settings.options, tls: try tls.client(wanted))
        } catch {
            throw .tls(server: settings.server, probe: settings.name, error)
        }
    }
}
