import Events
import Network
import Probes
import Time

/// Writes what changed for a probe into the log.
struct ChangeLog {
    let log: any Log
    let subject: Subject

    func write(_ change: Recorder.Change, _ report: ProbeReport, ofAddress: Bool = false) {
        let noun = ofAddress ? "Address" : "Probe"
        var fields = [
            LogField("server", subject.server), LogField("probe", subject.probe),
            LogField("target", subject.target),
        ]
        if ofAddress, let address = report.address {
            fields.append(LogField("ip", address.description))
        }
        if let serverName = subject.serverName {
            fields.append(LogField("server_name", serverName))
        }
        switch change {
        case .wentUp(isFirst: true): break
        case .wentUp(isFirst: false):
            log.write(.info, "\(noun) is up", fields)
        case .wentDown(let reason, let phase):
            fields += [
                LogField("reason", reason.rawValue), LogField("phase", phase.rawValue),
            ]
            if let step = report.failedStep { fields.append(LogField("step", step.description)) }
            if let detail = report.detail { fields.append(LogField("detail", detail)) }
            log.write(.warn, "\(noun) is down", fields)
        case .certificateChanged:
            if let leaf = report.tls?.certificates.first {
                fields.append(LogField("fingerprint_sha256", leaf.fingerprint))
            }
            log.write(.info, "Certificate has changed", fields)
        case .segmentsWereLost:
            guard let path = report.path, let connect = report.phases.connect else { return }
            fields += [
                LogField("retransmits", String(path.retransmissions)),
                LogField("connect_seconds", String(Double(connect.nanoseconds) / 1e9)),
            ]
            log.write(.info, "SYN was lost and sent again", fields)
        case .certificateFileLost(let fault):
            fields.append(LogField("path", report.comparison?.path ?? ""))
            fields.append(LogField("detail", fault.description))
            log.write(.warn, "Certificate on disk cannot be compared with", fields)
        case .certificateFileFound:
            fields.append(LogField("path", report.comparison?.path ?? ""))
            log.write(.info, "Certificate on disk can be compared with again", fields)
        case .judged, .unjudged: break
        }
    }
}
