internal import COpenSSL

/// A certificate and its key, both in PEM.
public struct IssuedCertificate: Equatable, Sendable {
    /// The certificate (RFC 7468 section 5).
    public let certificate: [UInt8]
    /// The key, not encrypted (PKCS #8, RFC 7468 section 10).
    public let key: [UInt8]

    /// A certificate and the key that belongs to it, which is not checked here.
    public init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }
}

/// Who issues certificates: for demonstrations and tests, never for a real network.
public struct CertificateAuthority: Sendable {
    /// What it signs with, and what a client must trust.
    public let own: IssuedCertificate

    /// An authority that signs itself.
    ///
    /// Throws ``CertificateIssueError`` where the request cannot be met.
    public init(_ request: CertificateRequest) throws(CertificateIssueError) {
        own = try Self.selfSigned(request)
    }

    /// An authority that another one has certified; whether it really may issue is not checked.
    public init(_ issued: IssuedCertificate) {
        own = issued
    }

    /// A certificate that nobody but its own key has signed.
    public static func selfSigned(
        _ request: CertificateRequest
    ) throws(CertificateIssueError) -> IssuedCertificate {
        try Issuing.issue(request, by: nil)
    }

    /// A certificate with a key of its own, signed by this authority.
    public func issue(
        _ request: CertificateRequest
    ) throws(CertificateIssueError) -> IssuedCertificate {
        try Issuing.issue(request, by: own)
    }

    /// What its server may staple about a certificate that this authority has issued: DER.
    ///
    /// A `responder` that the authority has certified signs in its place. The certificates of
    /// `others` are shown before its own.
    public func staple(
        about leaf: IssuedCertificate, _ request: StapleRequest,
        by responder: IssuedCertificate? = nil, showing others: [IssuedCertificate] = []
    ) throws(CertificateIssueError) -> [UInt8] {
        try StapleIssuing.issue(request, about: leaf, of: own, by: responder, showing: others)
    }
}
