import Configuration
import Network
import Probes
import Time

/// What `sonde probe` prints: all that an attempt found, for people.
struct ReportText: CustomStringConvertible {
    let settings: ProbeSettings
    let report: ProbeReport
    let now: WallTime

    var description: String {
        let rows = verdict + address + phases + tls
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        let facts = rows.map { name, value in
            name + String(repeating: " ", count: width - name.count) + value + "\n"
        }
        return facts.joined() + certificates
    }

    private var verdict: [(String, String)] {
        var rows = [("target", settings.target)]
        switch report.verdict {
        case .success:
            rows.append(("verdict", "success"))
        case .failure(let reason, let phase):
            rows.append(("verdict", "failure"))
            rows.append(("reason", "\(reason.rawValue) (in phase \(phase.rawValue))"))
        case .inconclusive(let reason):
            rows.append(("verdict", "inconclusive"))
            rows.append(("reason", reason.rawValue))
        }
        if let detail = report.detail { rows.append(("detail", detail)) }
        return rows
    }

    private var address: [(String, String)] {
        guard let address = report.address else { return [] }
        let endpoint = Endpoint(address: address, port: settings.options.port)
        let name = report.canonicalName.map { "  (\($0))" } ?? ""
        return [("address", "\(endpoint)\(name)")]
    }

    private var phases: [(String, String)] {
        var rows: [(String, String)] = []
        for phase in Phase.allCases {
            guard let duration = report.phases[phase] else { continue }
            let note = phase == .resolve && report.isNameCached ? "  (known)" : ""
            rows.append((phase.rawValue, milliseconds(duration) + note))
        }
        return rows + [("total", milliseconds(report.duration))]
    }

    private var tls: [(String, String)] {
        guard let facts = report.tls else { return [] }
        var rows = [("protocol", "\(facts.version), \(facts.cipher)")]
        switch facts.verification {
        case .verified(let expiry):
            rows.append(("certificate", "verified; the chain expires \(moment(expiry))"))
        case .failed(let problem):
            rows.append(("certificate", "not verified: \(problem.rawValue)"))
        }
        return rows
    }

    private var certificates: String {
        report.certificates.enumerated().map { position, certificate in
            let names = certificate.alternativeNames
            return """

                certificate \(position)\(position == 0 ? " (leaf)" : "")
                  subject     \(certificate.subject)
                  issuer      \(certificate.issuer)
                  names       \(names.isEmpty ? "none" : names.joined(separator: ", "))
                  not before  \(moment(certificate.notBefore))
                  not after   \(moment(certificate.notAfter))  (\(remaining(certificate.notAfter)))
                  serial      \(certificate.serialNumber)
                  sha256      \(certificate.fingerprint)

                """
        }.joined()
    }

    private func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration.nanoseconds / 1_000
        let fraction = String(microseconds % 1_000)
        let zeros = String(repeating: "0", count: 3 - fraction.count)
        return "\(microseconds / 1_000).\(zeros)\(fraction) ms"
    }

    /// To the second: certificates know no fractions of one.
    private func moment(_ time: WallTime) -> String {
        CivilTime(time).description.prefix(19) + "Z"
    }

    private func remaining(_ end: WallTime) -> String {
        let seconds = (end - now).nanoseconds / 1_000_000_000
        let days = abs(seconds) / 86_400
        let text =
            days >= 1 ? "\(days) day\(days == 1 ? "" : "s")" : "\(abs(seconds) / 3_600) hours"
        return seconds < 0 ? "ended \(text) ago" : "\(text) left"
    }
}
