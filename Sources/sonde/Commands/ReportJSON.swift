package import Configuration
import Network
package import Probes
import Status
package import Time
package import Wire

/// What `sonde probe --format=json` prints: all that an attempt found, for programs.
package struct ReportJSON {
    private let settings: ProbeSettings
    private let report: ProbeReport
    private let now: WallTime

    package init(settings: ProbeSettings, report: ProbeReport, now: WallTime) {
        self.settings = settings
        self.report = report
        self.now = now
    }

    /// One object; the names of its members are in the manual.
    package var json: JSON {
        .object(
            target + verdict + [
                ("address", JSON(report.address?.description)),
                ("port", .integer(Int(settings.options.port))), ("via", via),
                ("canonical_name", JSON(report.canonicalName)),
                ("is_name_known", .flag(report.isNameCached)),
                ("is_name_stale", .flag(report.isNameStale)),
                ("address_count", report.addressCount.map { .integer($0) } ?? .null),
                ("source", JSON(settings.options.connection.source?.description)),
                (
                    "dscp",
                    settings.options.connection.trafficClass.map { .integer(Int($0)) } ?? .null
                ),
                ("proxy_protocol", JSON(settings.options.proxyProtocol?.rawValue)),
            ] + findings + [("addresses", addresses)] + transcript)
    }

    private var findings: [(String, JSON)] {
        [
            ("port_state", JSON(report.portState?.rawValue)),
            ("path", path),
            ("phases", report.phases.json),
            ("duration_seconds", .seconds(report.duration)),
            ("is_timing_fair", .flag(report.isTimingFair)),
            ("tls", tls),
            ("captured", report.captured.json),
        ]
    }

    /// What each address said, where all are attempted.
    private var addresses: JSON {
        guard let reports = report.addresses else { return .null }
        return .array(
            reports.map { report in
                let of = ReportJSON(settings: settings, report: report, now: now)
                return .object(
                    [("address", JSON(report.address?.description))] + of.verdict + of.findings
                        + of.transcript)
            })
    }

    private var target: [(String, JSON)] {
        var (service, startTLS) = (JSON.null, JSON.null)
        for origin in settings.options.script?.origins ?? [] {
            switch origin {
            case .script: break
            case .service(let name): service = .text(name)
            case .startTLS(let name): startTLS = .text(name)
            }
        }
        return [
            ("target", .text(settings.target)), ("server_name", JSON(settings.serverName)),
            ("service", service), ("starttls", startTLS),
        ]
    }

    private var verdict: [(String, JSON)] {
        report.verdict.members + [("step", step), ("detail", JSON(report.detail))]
    }

    /// Null where the target is reached directly.
    private var via: JSON {
        guard let proxy = settings.options.proxy else { return .null }
        return .object([
            ("proxy", .text(proxy.url)), ("address", JSON(report.proxyAddress?.description)),
        ])
    }

    private var step: JSON {
        guard let place = report.failedStep else { return .null }
        let (origin, name): (String, String?) =
            switch place.origin {
            case .script: ("script", nil)
            case .service(let name): ("service", name)
            case .startTLS(let name): ("starttls", name)
            }
        return .object([
            ("origin", .text(origin)), ("name", JSON(name)), ("number", .integer(place.number)),
            ("text", JSON(settings.options.script?.text(of: place))),
        ])
    }

    /// What the kernel saw of the way; null where no connection was made.
    private var path: JSON {
        guard let path = report.path else { return .null }
        return .object([
            ("round_trip_seconds", .seconds(path.roundTrip)),
            ("round_trip_variation_seconds", .seconds(path.roundTripVariation)),
            ("retransmits", .integer(path.retransmissions)),
        ])
    }
}

// TLS.
extension ReportJSON {
    /// Null where none was begun; without a version where the handshake was not completed.
    private var tls: JSON {
        guard report.tls != nil || !report.certificates.isEmpty else { return .null }
        var (isVerified, problem, expiry) = (JSON.null, JSON.null, JSON.null)
        switch report.tls?.verification {
        case .verified(let chainExpiry):
            isVerified = .flag(true)
            expiry = moment(chainExpiry)
        case .failed(let found):
            isVerified = .flag(false)
            problem = .text(found.rawValue)
        case nil: break
        }
        return .object([
            ("version", JSON(report.tls?.version)), ("cipher", JSON(report.tls?.cipher)),
            ("application_protocol", JSON(report.tls?.applicationProtocol)),
            ("is_verified", isVerified), ("problem", problem), ("chain_not_after", expiry),
            ("staple", report.tls?.staple.map(staple) ?? .null),
            ("compare_file", report.comparison.map(comparison) ?? .null),
            ("accepted_versions", acceptedVersions),
            ("certificates", .array(report.certificates.map(certificate))),
        ])
    }

    private func staple(_ staple: StapledStatus) -> JSON {
        var (problem, revokedAt, reason) = (JSON.null, JSON.null, JSON.null)
        switch staple.revocation {
        case .good, .unknown: break
        case .invalid(let fault): problem = .text(fault.rawValue)
        case .revoked(let at, let why): (revokedAt, reason) = (moment(at), JSON(why?.rawValue))
        }
        return .object([
            ("status", .text(staple.revocation.name)), ("problem", problem),
            ("revoked_at", revokedAt), ("revocation_reason", reason),
            ("this_update", staple.thisUpdate.map(moment) ?? .null),
            ("next_update", staple.nextUpdate.map(moment) ?? .null),
        ])
    }

    private func comparison(_ comparison: CertificateComparison) -> JSON {
        var (isSame, problem, found) = (JSON.null, JSON.null, CertificateFacts?.none)
        switch comparison.outcome {
        case .same: isSame = .flag(true)
        case .other(let certificate): (isSame, found) = (.flag(false), certificate)
        case .unavailable(let fault): problem = .text(fault.description)
        }
        return .object([
            ("path", .text(comparison.path)), ("is_same", isSame), ("problem", problem),
            ("sha256", JSON(found?.fingerprint)),
            ("not_after", found.map { moment($0.notAfter) } ?? .null),
        ])
    }

    /// Null where nobody tried them out; without those of which nothing could be found out.
    private var acceptedVersions: JSON {
        guard settings.options.tls?.auditsVersions == true else { return .null }
        return .object(
            TLSVersion.allCases.compactMap { version in
                report.acceptedVersions[version].map { (version.rawValue, .flag($0)) }
            })
    }

    private func certificate(_ certificate: CertificateFacts) -> JSON {
        .object([
            ("subject", .text(certificate.subject)), ("issuer", .text(certificate.issuer)),
            ("common_name", .text(certificate.commonName)),
            ("names", .array(certificate.alternativeNames.map { .text($0) })),
            ("not_before", moment(certificate.notBefore)),
            ("not_after", moment(certificate.notAfter)),
            ("remaining_seconds", .seconds(certificate.notAfter - now)),
            ("serial", .text(certificate.serialNumber)),
            ("sha256", .text(certificate.fingerprint)),
            ("public_key_sha256", .text(certificate.publicKeyDigest)),
        ])
    }

    private func moment(_ time: WallTime) -> JSON { .text(CertificateMoment.text(time)) }
}

// What was said.
extension ReportJSON {
    /// Only where somebody asked for it, and something could be said.
    private var transcript: [(String, JSON)] {
        guard let transcript = report.transcript else { return [] }
        return [
            ("transcript", .array(transcript.entries.map(entry))),
            ("is_transcript_cut", .flag(transcript.isCut)),
        ]
    }

    private func entry(_ entry: Transcript.Entry) -> JSON {
        let what: [(String, JSON)] =
            switch entry.event {
            case .sent(let bytes): [("direction", .text("sent")), content(bytes)]
            case .received(let bytes): [("direction", .text("received")), content(bytes)]
            case .startedTLS: [("event", .text("tls_started"))]
            case .peerClosed: [("event", .text("peer_closed"))]
            }
        return .object([("seconds", .seconds(entry.elapsed))] + what)
    }

    /// JSON has no bytes: what is no UTF-8 is written in base64.
    private func content(_ bytes: [UInt8]) -> (String, JSON) {
        String(validating: bytes, as: UTF8.self).map { ("text", .text($0)) }
            ?? ("base64", .base64(bytes))
    }
}
