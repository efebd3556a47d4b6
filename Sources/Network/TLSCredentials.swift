/// Where the certificate lies that a client shows, and its key.
public struct TLSCredentialFiles: Hashable, Sendable {
    /// Certificates in PEM, the client's own first, those between it and a root behind it.
    public var certificate: String
    /// Its key in PEM, not encrypted; may be the same file.
    public var key: String

    /// The files at these paths.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

/// What a client shows of itself; the bytes of two files, or twice those of one.
///
/// A class, so that those who show the same share what is made of it, and so that no description
/// of anything holds the bytes of a key.
public final class TLSCredentials: Sendable {
    /// Certificates in PEM, the client's own first.
    public let certificate: [UInt8]
    /// Its key in PEM.
    public let key: [UInt8]

    /// Credentials as they stand in files; whether they are any is not checked here.
    public init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }
}

/// Why a client cannot show its credentials.
public enum TLSCredentialsFault: Error, Hashable, Sendable {
    /// There is no certificate, or one that cannot be read.
    case noCertificate
    /// There is no private key, or one that cannot be read.
    case noKey
    /// The key can be read with a password only.
    case encryptedKey
    /// The key belongs to another certificate.
    case otherKey
    /// The library refuses them, such as for a key that is too short; its own words.
    case refused(String)
    /// No memory.
    case memory
}

extension TLSCredentialsFault {
    /// Whether it is the key that is at fault, or else the certificate.
    public var isOfKey: Bool {
        switch self {
        case .noKey, .encryptedKey, .otherKey: true
        case .noCertificate, .refused, .memory: false
        }
    }
}
