internal import COpenSSL
internal import Network

/// What it takes to check a chain, which anybody may make as much as the certificate list allows.
///
/// Signatures are computed with before they are found to be forged, so that this is known first.
enum ChainBurden {
    /// Has the contexts of `store` refuse a chain that is too much, before its signatures and its
    /// name constraints are looked at.
    ///
    /// OpenSSL calls for the check of revocation between building a chain and that, and without
    /// revocation lists does nothing in it (X509_STORE_set_check_revocation(3)).
    static func limit(in store: OpaquePointer) {
        unsafe X509_STORE_set_check_revocation(store) { check in
            guard let check = unsafe check else { return 0 }
            let chain = unsafe X509_STORE_CTX_get0_chain(check)
            if unsafe ChainBurden.isBearable(chain) { return 1 }
            if let session = unsafe CertificateProblems.session(verifying: check) {
                unsafe CertificateProblems.setUnbearable(session)
            }
            return unsafe sonde_report_problem(check, X509_V_ERR_UNSPECIFIED)
        }
    }

    /// The key of the leaf counts with the others: it has signed the handshake, which is verified
    /// in the same step.
    private static func isBearable(_ chain: OpaquePointer?) -> Bool {
        let certificates = unsafe (0..<sonde_certificate_count(chain)).compactMap {
            unsafe sonde_certificate_at(chain, $0)
        }
        let signatures = unsafe certificates.reduce(0) { unsafe $0 + signatureWork($1) }
        guard signatures <= TLSLimits.chainWorkMax else { return false }
        // The slowest comparisons, of long names that are alike, take about 70 ns.
        let names = unsafe nameComparisons(certificates) / 4
        return signatures + names <= TLSLimits.chainWorkMax
    }

    /// What a signature by the key of a certificate takes, in units of about a third of a
    /// microsecond: the square of its thousands of bits, for each step of the exponentiation.
    static func signatureWork(_ certificate: OpaquePointer) -> Int {
        guard let key = unsafe X509_get0_pubkey(certificate) else { return 0 }
        let bits = unsafe Int(EVP_PKEY_get_bits(key))
        switch unsafe EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA, EVP_PKEY_RSA_PSS:
            return unsafe bits * bits / 1_048_576 * Int(sonde_rsa_exponent_bits(key))
        case EVP_PKEY_DSA:
            // Two exponentiations by numbers of at most 256 bits (FIPS 186-4 section 4.2).
            return bits * bits / 1_048_576 * 512
        default:
            // A curve: the cube of its words, times what the slowest of its kind take.
            let words = unsafe (max(bits, Int(sonde_curve_field_bits(certificate))) + 63) / 64
            // Asking for the kind takes as long as it may save where the curve is small.
            let isSlow = unsafe words <= 4 || sonde_curve_is_binary(key) == 1
            return words * words * words * (isSlow ? 12 : 6)
        }
    }

    /// How often a name is held against a constraint: each certificate's names against the
    /// constraints of all above it (RFC 5280 section 6.1).
    ///
    /// Its subject is one, and each e-mail address in that another (section 4.2.1.10).
    private static func nameComparisons(_ certificates: [OpaquePointer]) -> Int {
        let constraints = unsafe certificates.map { unsafe Int(sonde_constraint_count($0)) }
        guard constraints.contains(where: { $0 > 0 }) else { return 0 }
        var names = 0
        var comparisons = 0
        for (position, constraintCount) in constraints.enumerated() {
            comparisons += names * constraintCount
            names += unsafe nameCount(certificates[position])
        }
        return comparisons
    }

    private static func nameCount(_ certificate: OpaquePointer) -> Int {
        let subject = unsafe X509_get_subject_name(certificate)
        return unsafe 1 + Int(X509_NAME_entry_count(subject))
            + Int(sonde_alternative_name_count(certificate))
    }
}
