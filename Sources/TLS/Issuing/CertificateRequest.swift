public import Network
public import Time

/// What a certificate shall say that is made in memory.
public struct CertificateRequest: Sendable {
    /// The only part of its distinguished name; at most 64 characters (RFC 5280 appendix A.1).
    public var commonName: String
    /// The entries of its subjectAltName extension; without any the extension is left out.
    public var alternativeNames: [CertificateName]
    /// First second of its validity.
    public var notBefore: WallTime
    /// Last second of its validity.
    public var notAfter: WallTime
    /// What it may be used for.
    public var use: CertificateUse
    /// The key that is made for it.
    public var key: CertificateKey = .p256
    /// What its signature is made over.
    public var digest: CertificateSignatureDigest = .sha256
    /// A random positive number where absent.
    public var serialNumber: Int64?
    /// The only domain that an authority may issue for (RFC 5280 section 4.2.1.10).
    public var permittedDomain: String?

    /// A request for a server's certificate, unless `use` says otherwise.
    public init(
        commonName: String, alternativeNames: [CertificateName] = [], notBefore: WallTime,
        notAfter: WallTime, use: CertificateUse = .server
    ) {
        self.commonName = commonName
        self.alternativeNames = alternativeNames
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.use = use
    }
}

/// An entry of a subjectAltName extension.
public enum CertificateName: Sendable {
    /// A DNS name, possibly `*.` and a domain.
    case dns(String)
    /// An address.
    case address(IPAddress)
}

/// What a certificate may be used for.
public enum CertificateUse: Sendable {
    /// To be a TLS server (extendedKeyUsage serverAuth).
    case server
    /// To be a TLS client (extendedKeyUsage clientAuth).
    case client
    /// To issue certificates (basicConstraints CA:TRUE).
    case authority
    /// To answer whether the issuer's certificates were revoked (extendedKeyUsage OCSPSigning).
    case responder
}

/// A kind of key.
public enum CertificateKey: Sendable {
    /// An elliptic curve, 128 bits strong (FIPS 186-4 P-256).
    case p256
    /// RSA with so many bits, from 512.
    case rsa(bits: UInt32)
}

/// What a certificate's signature is made over.
public enum CertificateSignatureDigest: Sendable {
    /// What everybody takes.
    case sha256
    /// What nobody should trust any more.
    case sha1
}

/// Why a certificate cannot be made.
public enum CertificateIssueError: Error, Equatable, Sendable {
    /// A name is empty, too long or not what OpenSSL takes.
    case refusedName
    /// OpenSSL can make no such key.
    case refusedKey
    /// The issuer's certificate or key is no PEM.
    case unreadableIssuer
    /// OpenSSL failed at something else, for want of memory or entropy.
    case library
}
