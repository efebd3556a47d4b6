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

    /// Whether the chain takes too long to check, so that its signatures were not looked at.
    var isUnbearable: Bool { bits & Self.unbearable != 0 }

    /// Beyond those of the problems.
    private static let unbearable: UInt = 1 << UInt(UInt.bitWidth - 1)

    /// The session whose peer is being verified.
    static func session(verifying check: OpaquePointer) -> OpaquePointer? {
        let index = SSL_get_ex_data_X509_STORE_CTX_idx()
        return unsafe X509_STORE_CTX_get_ex_data(check, index).map { OpaquePointer($0) }
    }

    static func of(_ session: OpaquePointer) -> Self {
        unsafe Self(bits: sonde_ssl_application_bits(session))
    }

    static func setUnbearable(_ session: OpaquePointer) {
        unsafe sonde_ssl_set_application_bits(session, of(session).bits | unbearable)
    }

    static func add(_ problem: CertificateProblem, to session: OpaquePointer) {
        guard let position = CertificateProblem.allCases.firstIndex(of: problem) else { return }
        unsafe sonde_ssl_set_application_bits(session, of(session).bits | 1 << UInt(position))
    }
}
