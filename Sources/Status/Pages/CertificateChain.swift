import Network
import Probes
import Time

/// What the last handshake said, trusted or not.
struct CertificateChain {
    let probe: ProbeDetail
    let now: WallTime

    /// Nothing where no handshake was completed.
    var html: String {
        guard let tls = probe.tls else { return "" }
        let shown = tls.certificates.prefix(StatusLimits.certificatesShownMax)
        let rest = tls.certificates.count - shown.count
        let more = rest > 0 ? "<p class=\"dim\">\(rest) more are not shown.</p>\n" : ""
        return """
            <h2>Certificates</h2>
            <p>\(verification(tls))</p>
            <p class="dim"><bdi>\(HTMLText.shown(version(tls)))</bdi></p>
            \(shown.enumerated().map(certificate).joined())\(more)
            """
    }

    private func verification(_ tls: TLSFacts) -> String {
        switch tls.verification {
        case .verified(let end):
            "Trusted until \(SpanText.moment(end)) UTC"
        case .failed(let problem):
            "<span class=\"state down\"></span><span class=\"down\">"
                + "\(FailureReason(rawValue: problem.rawValue)?.words ?? problem.rawValue)</span>"
        }
    }

    private func version(_ tls: TLSFacts) -> String {
        let staple = tls.staple.map { ", stapled status \($0.revocation.name)" } ?? ""
        let application = tls.applicationProtocol.map { ", \($0)" } ?? ""
        return "\(tls.version), \(tls.cipher)\(application)\(staple)"
    }

    private func certificate(_ place: Int, _ facts: CertificateFacts) -> String {
        let name = facts.commonName.isEmpty ? facts.subject : facts.commonName
        let urgency = ExpiryUrgency(facts.notAfter, probe.summary.expiryWarnings, at: now)
        let names = facts.alternativeNames
        let rows = [
            ("Subject", facts.subject), ("Issuer", facts.issuer),
            ("Names", names.isEmpty ? "none" : names.joined(separator: ", ")),
            ("Not before", "\(SpanText.moment(facts.notBefore)) UTC"),
            ("Not after", "\(SpanText.moment(facts.notAfter)) UTC"),
            ("Serial number", facts.serialNumber), ("SHA-256", facts.fingerprint),
            ("SHA-256 of its key", facts.publicKeyDigest),
        ].map { term, text in
            "<div><dt>\(term)</dt><dd><bdi>\(HTMLText.shown(text))</bdi></dd></div>"
        }
        return """
            <h3>\(place == 0 ? "Leaf" : "Issuer \(place)"): <bdi>\(HTMLText.shown(name))</bdi> \
            <span class="\(urgency.className)">\
            \(SpanText.remaining(facts.notAfter, at: now))</span></h3>
            <dl class="facts">
            \(rows.joined(separator: "\n"))
            </dl>

            """
    }
}
