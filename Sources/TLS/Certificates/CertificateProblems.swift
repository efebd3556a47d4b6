internal import COpenSSL
internal import Network

/// The problems that were found with one chain, one bit each.
///
/// While OpenSSL verifies they are kept in the session's application pointer, which is never
/// followed: there is nothing whose lifetime could be got wrong.
struct CertificateProblems {
    private var bits: UInt

    /// The problem that tells most, by the order of the cases.
    var first: CertificateProblem? {
        CertificateProblem.allCases.indices.first { bits >> UInt($0) & 1 == 1 }
            .map { CertificateProblem.allCases[$0] }
    }

    static func of(_ session: OpaquePointer) -> Self {
        unsafe Self(bits: sonde_ssl_application_bits(session))
    }

    static func add(_ problem: CertificateProblem, to session: OpaquePointer) {
        guard let position = CertificateProblem.allCases.firstIndex(of: problem) else { return }
        unsafe sonde_ssl_set_application_bits(session, of(session).bits | 1 << UInt(position))
    }
}
