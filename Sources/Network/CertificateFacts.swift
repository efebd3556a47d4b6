public import Time

/// What a completed handshake said.
public struct TLSFacts: Equatable, Sendable {
    /// As blackbox_exporter writes it: `TLS 1.3`.
    public var version: String
    /// The cipher suite by its IANA name: `TLS_AES_128_GCM_SHA256`.
    public var cipher: String
    /// Every certificate as it was served, the leaf first.
    public var certificates: [CertificateFacts]
    /// Whether chain, name and dates hold.
    public var verification: CertificateVerification
    /// What was stapled about the leaf; nil where nothing was.
    public var staple: StapledStatus?

    /// The facts of one handshake.
    public init(
        version: String, cipher: String, certificates: [CertificateFacts],
        verification: CertificateVerification, staple: StapledStatus? = nil
    ) {
        self.version = version
        self.cipher = cipher
        self.certificates = certificates
        self.verification = verification
        self.staple = staple
    }
}

/// Whether a certificate is to be trusted for the name it was asked for.
public enum CertificateVerification: Equatable, Sendable {
    /// It is; the first end of validity in the chain up to the authority.
    case verified(chainExpiry: WallTime)
    /// It is not: the most telling of all the problems found.
    case failed(CertificateProblem)
}

/// What can be wrong with a certificate, the most telling first; the raw value is the `reason`.
public enum CertificateProblem: String, CaseIterable, Equatable, Sendable {
    /// A validity has ended.
    case expired = "certificate_expired"
    /// A validity has not begun.
    case notYetValid = "certificate_not_yet_valid"
    /// Somebody in the chain has revoked it.
    case revoked = "certificate_revoked"
    /// The name asked for is none of its names.
    case nameMismatch = "certificate_name_mismatch"
    /// It is self-signed, or its root is not among the authorities.
    case untrusted = "certificate_untrusted"
    /// The server did not send the certificates between the leaf and a root.
    case incompleteChain = "certificate_incomplete_chain"
    /// A key or a signature is weaker than the security level allows.
    case weak = "certificate_weak"
    /// It was not issued for servers, or an issuer may not issue.
    case wrongPurpose = "certificate_wrong_purpose"
    /// An authority may not issue for that name (RFC 5280 section 4.2.1.10).
    case nameConstraint = "certificate_name_constraint"
    /// Anything else that makes it no valid certificate.
    case invalid = "certificate_invalid"
}

/// What one certificate says of itself, whether or not it is trusted.
public struct CertificateFacts: Equatable, Sendable {
    /// Distinguished name, RFC 2253 form: `CN=example.com,O=Example`.
    public var subject: String
    /// Distinguished name of who signed it, RFC 2253 form.
    public var issuer: String
    /// The last CN of the subject; empty where there is none.
    public var commonName: String
    /// The DNS names, addresses, e-mail addresses and URIs of the subjectAltName extension.
    public var alternativeNames: [String]
    /// Lower-case hexadecimal without separators, `-` before a negative one.
    public var serialNumber: String
    /// SHA-256 of the DER, lower-case hexadecimal.
    public var fingerprint: String
    /// First second of its validity.
    public var notBefore: WallTime
    /// Last second of its validity.
    public var notAfter: WallTime

    /// The facts of one certificate.
    public init(
        subject: String, issuer: String, commonName: String, alternativeNames: [String],
        serialNumber: String, fingerprint: String, notBefore: WallTime, notAfter: WallTime
    ) {
        self.subject = subject
        self.issuer = issuer
        self.commonName = commonName
        self.alternativeNames = alternativeNames
        self.serialNumber = serialNumber
        self.fingerprint = fingerprint
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}
