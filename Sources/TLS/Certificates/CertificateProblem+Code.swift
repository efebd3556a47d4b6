internal import COpenSSL
internal import Network

extension CertificateProblem {
    /// What a code of OpenSSL means that was found at `depth` of a chain, the leaf being at 0.
    ///
    /// Where no issuer is found OpenSSL cannot say whether the server left one out or whether it is
    /// one that we do not trust. A leaf that stands alone is called incomplete; a leaf with
    /// something above it came with what a server should send, so its top is called untrusted.
    init(code: Int32, depth: Int32) {
        switch code {
        case X509_V_ERR_CERT_HAS_EXPIRED: self = .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: self = .notYetValid
        case X509_V_ERR_CERT_REVOKED: self = .revoked
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: self = .nameMismatch
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            self = depth == 0 ? .incompleteChain : .untrusted
        case let code where Self.untrustedCodes.contains(code): self = .untrusted
        case let code where Self.weakCodes.contains(code): self = .weak
        case let code where Self.purposeCodes.contains(code): self = .wrongPurpose
        case let code where Self.constraintCodes.contains(code): self = .nameConstraint
        default: self = .invalid
        }
    }

    /// A signature that fails belongs here: it is that of another key of the same name.
    private static let untrustedCodes: Set<Int32> = [
        X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_CERT_UNTRUSTED, X509_V_ERR_CERT_REJECTED,
        X509_V_ERR_CERT_SIGNATURE_FAILURE,
    ]

    private static let weakCodes: Set<Int32> = [
        X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK,
    ]

    private static let purposeCodes: Set<Int32> = [
        X509_V_ERR_INVALID_PURPOSE, X509_V_ERR_INVALID_CA, X509_V_ERR_INVALID_NON_CA,
        X509_V_ERR_PATH_LENGTH_EXCEEDED, X509_V_ERR_KEYUSAGE_NO_CERTSIGN,
        X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE, X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED,
        X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA, X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN,
        X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA,
    ]

    private static let constraintCodes: Set<Int32> = [
        X509_V_ERR_PERMITTED_VIOLATION, X509_V_ERR_EXCLUDED_VIOLATION, X509_V_ERR_SUBTREE_MINMAX,
        X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE, X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX,
        X509_V_ERR_UNSUPPORTED_NAME_SYNTAX,
    ]
}
