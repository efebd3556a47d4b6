public import Time

/// How TLS is to be spoken to a server, and what is asked of its certificate.
public struct TLSSettings: Hashable, Sendable {
    /// The name sent (SNI) and checked; an address is checked against the certificate's addresses
    /// and not sent (RFC 6066 section 3).
    public var serverName: String
    /// Whether the verdict depends on the certificate; its facts are read either way.
    public var verify: Bool
    /// Whose signatures are trusted.
    public var authorities: CertificateAuthorities
    /// The lowest version offered; TLS 1.2 where absent, or the highest where that is older.
    public var minimumVersion: TLSVersion?
    /// The highest version offered; the library's own highest where absent.
    public var maximumVersion: TLSVersion?
    /// The file whose first certificate should be the one that is served; nil where none is named.
    ///
    /// It changes no verdict.
    public var compareFile: String?
    /// The protocols offered (ALPN, RFC 7301), the preferred one first; 1 to 255 bytes each.
    ///
    /// One of them must then be agreed on.
    public var applicationProtocols: [String] = []
    /// Public keys of which one must be served, as ``CertificateFacts/publicKeyDigest``.
    public var pins: Set<String> = []
    /// What is shown where a server asks for a certificate; nothing where absent.
    public var credentials: TLSCredentialFiles?
    /// Whether it is tried out which versions the server accepts, on connections of their own.
    public var auditsVersions = false

    /// Settings for a server called `serverName`, verified against the system's authorities.
    public init(
        serverName: String, verify: Bool = true, authorities: CertificateAuthorities = .system,
        minimumVersion: TLSVersion? = nil, maximumVersion: TLSVersion? = nil
    ) {
        self.serverName = serverName
        self.verify = verify
        self.authorities = authorities
        self.minimumVersion = minimumVersion
        self.maximumVersion = maximumVersion
    }
}

/// Whose signatures are trusted.
public enum CertificateAuthorities: Hashable, Sendable {
    /// Those of the machine.
    case system
    /// One or more certificates in PEM.
    case pem([UInt8])
}

/// A version of the protocol; the raw value is what the configuration says.
public enum TLSVersion: String, CaseIterable, Comparable, Sendable {
    /// RFC 2246.
    case tls10 = "1.0"
    /// RFC 4346.
    case tls11 = "1.1"
    /// RFC 5246.
    case tls12 = "1.2"
    /// RFC 8446.
    case tls13 = "1.3"

    /// Whether the first is the older one.
    public static func < (left: TLSVersion, right: TLSVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What makes TLS clients; the live one is over OpenSSL.
public protocol TLSProvider: Sendable {
    /// Prepares what all attempts with these settings share; nobody reads files here.
    ///
    /// Throws ``TLSSettingsError`` where the authorities hold no certificate that can be read, or
    /// the credentials cannot be shown.
    func client(
        _ settings: TLSSettings, showing credentials: TLSCredentials?
    ) throws(TLSSettingsError) -> any TLSClient

    /// Finds out whether credentials could be shown, and throws what is wrong with them.
    func check(_ credentials: TLSCredentials) throws(TLSCredentialsFault)

    /// The first certificate of a file, in PEM or DER; nil where there is none.
    func certificate(in bytes: [UInt8]) -> CertificateFacts?
}

extension TLSProvider {
    /// Prepares a client that shows nothing of itself.
    public func client(_ settings: TLSSettings) throws(TLSSettingsError) -> any TLSClient {
        try client(settings, showing: nil)
    }
}

/// Settings made ready; one for all attempts of a probe.
public protocol TLSClient: AnyObject, Sendable {
    /// Begins one conversation; `wallTime` is the time at which certificates are judged.
    ///
    /// Throws ``LocalTrouble/memory`` wrapped in ``NetworkError/local(_:)`` where none is left.
    ///
    /// Throws ``LocalTrouble/credentials`` in the same way where what should be shown cannot be.
    func makeSession(at wallTime: WallTime) throws(NetworkError) -> any TLSSession

    /// What is wrong with the credentials, in words with their file; nil where nothing is.
    var credentialsFault: String? { get }
}

extension TLSClient {
    /// Nothing, where there are none.
    public var credentialsFault: String? { nil }
}

/// Why no client can be made of some settings.
public enum TLSSettingsError: Error, Equatable, Sendable {
    /// The authorities are no PEM, or hold no certificate; or the machine has none to verify with.
    case unreadableAuthorities
    /// The lowest version lies above the highest, or the library allows none of them.
    case unsupportedVersions
    /// What should be shown cannot be.
    case credentials(TLSCredentialsFault)
    /// No memory.
    case memory
}

/// One TLS conversation without I/O: bytes of the wire in, bytes for the wire out.
public protocol TLSSession: AnyObject, Sendable {
    /// Goes on with the handshake as far as what has been received allows.
    ///
    /// Ask ``takeOutput(into:)`` afterwards, whatever the answer: an alert may be waiting.
    func handshake() -> TLSHandshakeStep

    /// Takes in what arrived from the peer.
    func receive(_ bytes: [UInt8])

    /// Appends what must be sent to the peer, and forgets it.
    func takeOutput(into buffer: inout [UInt8])

    /// Appends what the peer said, in the clear, at most `limit` bytes.
    func read(into buffer: inout [UInt8], atMost limit: Int) -> TLSReadStep

    /// Encrypts `bytes`; ``takeOutput(into:)`` then has them. Only after the handshake.
    func write(_ bytes: [UInt8]) throws(TLSFailure)

    /// Prepares the close_notify alert; ``takeOutput(into:)`` then has it.
    func close()
}

/// How far a handshake has come.
public enum TLSHandshakeStep: Sendable {
    /// The peer must speak next.
    case needsMore
    /// It is done; what was learnt.
    case done(TLSFacts)
    /// It failed; certificates that had arrived before are not lost.
    case failed(TLSFailure, certificates: [CertificateFacts])
}

/// What a read of a conversation gave.
public enum TLSReadStep: Equatable, Sendable {
    /// The peer must speak first.
    case needsMore
    /// So many bytes were appended.
    case bytes(Int)
    /// The peer said close_notify.
    case closed
    /// The conversation is broken.
    case failed(TLSFailure)
}

/// Why a handshake or a conversation broke.
public enum TLSFailure: Error, Equatable, Sendable {
    /// The peer sent an alert (RFC 8446 section 6), by its number.
    case alert(UInt8)
    /// What came was no TLS, or broke its rules; the library's own words.
    case protocolViolation(String)
    /// No memory.
    case memory
}
