import Configuration
import Events
import Network
import Probes
import Time

extension Subject {
    /// The probe of those settings.
    init(_ settings: ProbeSettings, gateway: String?) {
        self.init(
            gateway: gateway, server: settings.server, probe: settings.name,
            target: settings.target, serverName: settings.serverName,
            labels: Dictionary(settings.labels.map { ($0.name, $0.value) }) { first, _ in first })
    }
}

extension Happening {
    /// What a change of a probe is to the event log; nil where it is not worth a line there.
    init?(_ change: Recorder.Change, _ report: ProbeReport?) {
        switch change {
        case .wentUp: self = .probeUp
        case .wentDown(let reason, let phase):
            self = .probeDown(
                Failure(
                    reason: reason.rawValue, phase: phase.rawValue,
                    step: report?.failedStep?.description, detail: report?.detail))
        case .certificateChanged(let previous):
            guard let leaf = report?.tls?.certificates.first else { return nil }
            self = .certificateChanged(
                CertificateChange(
                    fingerprint: leaf.fingerprint, subject: leaf.subject, notAfter: leaf.notAfter,
                    previousFingerprint: previous))
        case .judged: self = .probeJudged
        case .unjudged(let reason): self = .probeUnjudged(UnjudgedReason(reason))
        case .segmentsWereLost, .certificateFileLost, .certificateFileFound: return nil
        }
    }
}

extension UnjudgedReason {
    fileprivate init(_ reason: Unjudged) {
        switch reason {
        case .outsideWindow: self = .outsideWindow
        case .maintenance: self = .maintenance
        case .blocked: self = .blocked
        }
    }
}
