internal import COpenSSL
public import Network

/// What a server shows: its certificate, those between it and a root, and its key; all in PEM.
public struct TLSServerCredentials: Equatable, Sendable {
    /// Certificates, the leaf first.
    public let chain: [UInt8]
    /// The key of the leaf, not encrypted.
    public let key: [UInt8]

    /// Credentials as they stand in two files; ``TLSServer`` reads them.
    public init(chain: [UInt8], key: [UInt8]) {
        self.chain = chain
        self.key = key
    }

    /// A certificate, and what the server sends behind it.
    public init(_ leaf: IssuedCertificate, intermediates: [IssuedCertificate] = []) {
        chain = leaf.certificate + intermediates.flatMap(\.certificate)
        key = leaf.key
    }
}

/// Why a server cannot show its credentials.
public enum TLSServerError: Error, Equatable, Sendable {
    /// The chain is no PEM, or holds no certificate.
    case unreadableChain
    /// The key is no PEM, is encrypted, or belongs to another certificate.
    case unusableKey
    /// The library allows none of the versions.
    case unsupportedVersions
    /// No memory.
    case memory
}

/// The other side: servers within this process, for demonstrations and tests.
public final class TLSServer: Sendable {
    private let context: ServerContext

    /// A server that asks its clients for no certificate, and remembers none of them.
    ///
    /// `staple` is given to every client that asks for one, whatever it is. Throws
    /// ``TLSServerError`` where the credentials cannot be shown.
    public init(
        _ credentials: TLSServerCredentials, minimumVersion: TLSVersion? = nil,
        maximumVersion: TLSVersion? = nil, staple: [UInt8]? = nil
    ) throws(TLSServerError) {
        Library.prepare()
        context = try ServerContext(credentials, minimumVersion, maximumVersion, staple: staple)
    }

    /// Begins one conversation; what it learns has no certificates, and verifies nobody.
    ///
    /// Throws ``LocalTrouble/memory`` wrapped in ``NetworkError/local(_:)`` where none is left.
    public func makeSession() throws(NetworkError) -> any TLSSession {
        guard
            let conversation = unsafe Conversation(
                context: context.handle.pointer, facts: CertificateFactsMemory())
        else { throw .local(.memory) }
        conversation.prepareServer()
        return OpenSSLSession(conversation)
    }
}
