/// Every bound of this room.
public enum TLSLimits {
    /// Bytes of the certificate list that a peer may send; more breaks the handshake.
    public static let certificateListBytesMax = 102_400
    /// Authorities between a leaf and a root.
    public static let chainDepthMax = 10
    /// Work of a chain: its signatures, that of the handshake, and its name constraints, in units
    /// of about a third of a microsecond.
    ///
    /// It is five RSA keys of 16,384 bits, or five curves of 521; more makes a chain invalid.
    public static let chainWorkMax = 22_000
    /// Certificates of a served list whose facts are read.
    public static let servedCertificatesMax = 100
    /// Bytes of UTF-8 of one name that are kept.
    public static let nameBytesMax = 1_024
    /// Entries of a subjectAltName extension that are kept.
    public static let alternativeNamesMax = 100
    /// Bytes of a serial number that are kept; RFC 5280 section 4.1.2.2 allows 20.
    public static let serialNumberBytesMax = 64
    /// Bytes of certificate facts that one provider remembers.
    public static let rememberedFactsBytesMax = 4_194_304
    /// Bytes of a stapled OCSP response that are read; OpenSSL takes no more in TLS 1.2.
    public static let stapleBytesMax = 16_384
    /// Answers of a stapled response with the leaf's serial number that are looked at: one for each
    /// hash of the issuer that is in use, and some more.
    public static let stapleAnswersMax = 8
    /// Work of the signatures of a stapled response, in the units of ``chainWorkMax``.
    ///
    /// It is three RSA keys of 16,384 bits, or three curves of 521: those of an issuer and of whom
    /// it lets answer.
    public static let stapleWorkMax = 13_200
    /// Certificates of a stapled response among which the responder's is looked for.
    public static let stapleCertificatesMax = 8
    /// Stapled responses whose verification one provider remembers, some 300 bytes each.
    public static let rememberedStaplesMax = 16_384
    /// Bytes of a server name (RFC 6066 section 3, as OpenSSL bounds it).
    public static let serverNameBytesMax = 255
    /// Bytes that one read gives: the plaintext of one record (RFC 8446 section 5.1).
    public static let readBytesMax = 16_384
    /// How strong a handshake must be: 80 bits, so that old servers can be looked at, whatever
    /// their certificate is worth.
    public static let securityLevel: Int32 = 1
    /// The same where a version below TLS 1.2 is asked for: those sign with SHA-1 and MD5, which
    /// only this level allows.
    public static let oldSecurityLevel: Int32 = 0
}
