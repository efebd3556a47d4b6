import Network
import Probes
import Time
public import Wire

extension ProbeDetail {
    /// The probe as the API shows it by itself: what a list shows, and all that is remembered.
    public var json: JSON {
        .object(
            summary.members + [
                ("interval_seconds", .seconds(interval)), ("timeout_seconds", .seconds(timeout)),
                ("address", JSON(address?.description)), ("canonical_name", JSON(canonicalName)),
                ("organization", .text(organization)), ("role", .text(role)),
                ("depends_on", .array(parents.map { .text($0) })),
                ("last_failure", failure), ("captured", captured.json),
                ("attempts", .array(summary.attempts.map(\.json))),
                ("older_failures", .array(olderFailures.map(\.json))),
                ("tls", tls.map(Self.json) ?? .null),
            ])
    }

    private var failure: JSON {
        guard let (failure, at) = lastFailure, case .object(let members) = failure.json
        else { return .null }
        return .object([("at", .text(SpanText.stamp(at)))] + members)
    }

    private static func json(_ tls: TLSFacts) -> JSON {
        let (isVerified, problem): (Bool, String?) =
            switch tls.verification {
            case .verified: (true, nil)
            case .failed(let problem): (false, problem.rawValue)
            }
        return .object([
            ("version", .text(tls.version)), ("cipher", .text(tls.cipher)),
            ("application_protocol", JSON(tls.applicationProtocol)),
            ("is_verified", .flag(isVerified)), ("problem", JSON(problem)),
            ("stapled_status", JSON(tls.staple?.revocation.name)),
            ("certificates", .array(tls.certificates.map(json))),
        ])
    }

    private static func json(_ certificate: CertificateFacts) -> JSON {
        .object([
            ("subject", .text(certificate.subject)), ("issuer", .text(certificate.issuer)),
            ("common_name", .text(certificate.commonName)),
            ("names", .array(certificate.alternativeNames.map { .text($0) })),
            ("not_before", .text(SpanText.stamp(certificate.notBefore))),
            ("not_after", .text(SpanText.stamp(certificate.notAfter))),
            ("serial", .text(certificate.serialNumber)),
            ("sha256", .text(certificate.fingerprint)),
            ("public_key_sha256", .text(certificate.publicKeyDigest)),
        ])
    }
}
