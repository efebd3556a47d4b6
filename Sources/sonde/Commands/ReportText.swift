package import Configuration
import Network
package import Probes
package import Time
import Wire

/// What `sonde probe` prints: all that an attempt found, for people.
package struct ReportText: CustomStringConvertible {
    private let settings: ProbeSettings
    private let report: ProbeReport
    private let now: WallTime

    package init(settings: ProbeSettings, report: ProbeReport, now: WallTime) {
        self.settings = settings
        self.report = report
        self.now = now
    }

    package var description: String {
        let rows = verdict + address + leaving + path + phases + tls
        let facts = Self.lines(rows, indentation: "")
        return facts + rest() + (report.addresses ?? []).map(of).joined()
    }

    private func rest(indentation: String = "") -> String {
        captured(indentation) + (report.transcript.map { "\(TranscriptText($0))" } ?? "")
            + certificates(indentation)
    }

    /// What one of several addresses said.
    private func of(_ report: ProbeReport) -> String {
        let one = ReportText(settings: settings, report: report, now: now)
        let rows = one.judgement + one.path + one.phases + one.tls
        return "\n" + Self.lines(one.address, indentation: "")
            + Self.lines(rows, indentation: "  ") + one.rest(indentation: "  ")
    }

    private static func lines(_ rows: [(String, String)], indentation: String) -> String {
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        return rows.map { name, value in
            indentation + name + String(repeating: " ", count: width - name.count)
                + ShownText.of(value) + "\n"
        }.joined()
    }

    private var verdict: [(String, String)] {
        var rows = [("target", settings.target)]
        if let name = settings.serverName { rows.append(("name", name)) }
        for origin in settings.options.script?.origins ?? [] {
            switch origin {
            case .script: break
            case .service(let name): rows.append(("service", name))
            case .startTLS(let name): rows.append(("starttls", name))
            }
        }
        return rows + judgement
    }

    private var judgement: [(String, String)] {
        var rows: [(String, String)] = []
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
        if let place = report.failedStep { rows.append(("step", step(place))) }
        if let detail = report.detail { rows.append(("detail", detail)) }
        return rows
    }

    private func step(_ place: StepPlace) -> String {
        let text = settings.options.script?.text(of: place)
        return "\(place.number) of \(place.origin)" + (text.map { " (\($0))" } ?? "")
    }

    private var address: [(String, String)] {
        var rows: [(String, String)] = []
        if let proxy = settings.options.proxy {
            let address = report.proxyAddress.map { "  (\($0))" } ?? ""
            rows.append(("via", proxy.url + address))
        }
        let name = report.canonicalName.map { "  (\($0))" } ?? ""
        if let address = report.address {
            let endpoint = Endpoint(address: address, port: settings.options.port)
            rows.append(("address", "\(endpoint)\(name)"))
        }
        if settings.options.addresses != .first, let count = report.addressCount {
            rows.append(("addresses", "\(count)\(up)\(rows.isEmpty ? name : "")"))
        }
        return rows
    }

    /// How many of all addresses are up, and how many should be.
    private var up: String {
        guard case .all(let quorum) = settings.options.addresses, let reports = report.addresses
        else { return "" }
        let up = reports.count { $0.verdict == .success }
        return ", \(up) up, \(quorum.needed(of: reports.count)) needed"
    }

    /// From where and how, where somebody chose it.
    private var leaving: [(String, String)] {
        guard report.address != nil || report.addresses != nil else { return [] }
        let connection = settings.options.connection
        let rows = [
            ("source", connection.source?.description),
            ("dscp", connection.trafficClass.map(String.init)),
            ("proxy protocol", settings.options.proxyProtocol.map { "\($0.rawValue)" }),
        ]
        return rows.compactMap { name, value in value.map { (name, $0) } }
    }

    private var path: [(String, String)] {
        var rows: [(String, String)] = []
        if let state = report.portState {
            let expectation = settings.options.expectation
            let wish = expectation == .open ? "" : ", to be \(expectation.rawValue)"
            rows.append(("port", state.rawValue + wish))
        }
        guard let path = report.path else { return rows }
        rows.append(
            (
                "round trip",
                "\(DurationText.milliseconds(path.roundTrip)), varies by "
                    + DurationText.milliseconds(path.roundTripVariation)
            ))
        if path.retransmissions > 0 { rows.append(("sent again", Self.loss(path))) }
        return rows
    }

    /// What explains a connection that took a second or more longer (RFC 6298 section 2).
    private static func loss(_ path: PathFigures) -> String {
        let count = path.retransmissions
        return count == 1
            ? "1 segment: a SYN or its answer was lost, and Linux waits a second for it"
            : "\(count) segments: SYNs or their answers were lost, and Linux waits for each"
    }

    private var phases: [(String, String)] {
        var rows: [(String, String)] = []
        for phase in Phase.allCases {
            guard let duration = report.phases[phase] else { continue }
            let note = phase == .resolve ? nameNote : ""
            rows.append((phase.rawValue, DurationText.milliseconds(duration) + note))
        }
        rows.append(("total", DurationText.milliseconds(report.duration)))
        if !report.isTimingFair { rows.append(("timing", "not fair: the prober stood still")) }
        return rows
    }

    private var nameNote: String {
        if report.isNameStale { return "  (failed: an earlier answer)" }
        return report.isNameCached ? "  (known)" : ""
    }

    private var tls: [(String, String)] {
        guard let facts = report.tls else { return [] }
        var rows = [("protocol", "\(facts.version), \(facts.cipher)")]
        if let picked = facts.applicationProtocol { rows.append(("alpn", picked)) }
        let accepted = TLSVersion.allCases.compactMap { version in
            report.acceptedVersions[version].map { "\(version.rawValue) \($0 ? "yes" : "no")" }
        }
        if !accepted.isEmpty { rows.append(("accepts", accepted.joined(separator: ", "))) }
        switch facts.verification {
        case .verified(let expiry):
            rows.append(
                ("certificate", "verified; the chain expires \(CertificateMoment.text(expiry))"))
        case .failed(let problem):
            rows.append(("certificate", "not verified: \(problem.rawValue)\(asked)"))
        }
        if let staple = facts.staple { rows.append(("ocsp staple", text(staple))) }
        if let comparison = report.comparison { rows.append(("on disk", text(comparison))) }
        return rows
    }

    /// Which name was asked for, and whether the verdict depends on it.
    private var asked: String {
        guard let tls = settings.options.tls else { return "" }
        let name = ", asked for \(tls.serverName)"
        return name + (tls.verify ? "" : "; verify is off")
    }

    /// `good; since 2026-11-21T03:10:08Z, until 2026-11-28T03:10:08Z`.
    private func text(_ staple: StapledStatus) -> String {
        let status =
            switch staple.revocation {
            case .good, .unknown: staple.revocation.name
            case .invalid(let fault): "invalid: \(fault.rawValue)"
            case .revoked(let at, let reason):
                "revoked at \(CertificateMoment.text(at))"
                    + (reason.map { " (\($0.rawValue))" } ?? "")
            }
        let begin = staple.thisUpdate.map { "; since \(CertificateMoment.text($0))" } ?? ""
        let end = staple.nextUpdate.map { ", until \(CertificateMoment.text($0))" } ?? ""
        return status + begin + end
    }

    private func text(_ comparison: CertificateComparison) -> String {
        switch comparison.outcome {
        case .same: "the same certificate, in \(comparison.path)"
        case .unavailable(let fault): "\(comparison.path): \(fault)"
        case .other(let certificate):
            "another certificate, in \(comparison.path): sha256 \(certificate.fingerprint), not "
                + "after \(CertificateMoment.text(certificate.notAfter))"
        }
    }

    private func captured(_ indentation: String) -> String {
        guard !report.captured.isEmpty else { return "" }
        let rows = report.captured.map { ($0.name, $0.content.words) }
        return "\n\(indentation)captured\n" + Self.lines(rows, indentation: indentation + "  ")
    }

    private func certificates(_ indentation: String) -> String {
        report.certificates.enumerated().map { position, certificate in
            let names = certificate.alternativeNames
            let end = certificate.notAfter
            return "\n\(indentation)certificate \(position)\(position == 0 ? " (leaf)" : "")\n"
                + Self.lines(
                    [
                        ("subject", certificate.subject), ("issuer", certificate.issuer),
                        ("names", names.isEmpty ? "none" : names.joined(separator: ", ")),
                        ("not before", CertificateMoment.text(certificate.notBefore)),
                        ("not after", "\(CertificateMoment.text(end))  (\(remaining(end)))"),
                        ("serial", certificate.serialNumber), ("sha256", certificate.fingerprint),
                        ("key sha256", certificate.publicKeyDigest),
                    ], indentation: indentation + "  ")
        }.joined()
    }

    private func remaining(_ end: WallTime) -> String {
        let seconds = (end - now).components.seconds
        let days = abs(seconds) / 86_400
        let text =
            days >= 1 ? "\(days) day\(days == 1 ? "" : "s")" : "\(abs(seconds) / 3_600) hours"
        return seconds < 0 ? "ended \(text) ago" : "\(text) left"
    }
}

/// Dates of certificates, which know no fractions of a second.
enum CertificateMoment {
    /// `2026-11-21T03:10:08Z`.
    static func text(_ time: WallTime) -> String {
        CivilTime(time).description.dropLast(".000Z".count) + "Z"
    }
}
