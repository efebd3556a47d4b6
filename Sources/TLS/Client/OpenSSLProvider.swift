public import Network
internal import Synchronization

/// TLS clients over OpenSSL, which share whatever their settings have in common.
public final class OpenSSLProvider: TLSProvider {
    private let shared = Mutex(Shared())
    private let facts = CertificateFactsMemory()

    /// A provider that shares nothing with another one.
    public init() {
        Library.prepare()
    }

    /// Prepares a client; authorities are read now, never during a handshake.
    ///
    /// Throws ``TLSSettingsError/unreadableAuthorities`` also where the machine has none although
    /// certificates are to be verified.
    public func client(_ settings: TLSSettings) throws(TLSSettingsError) -> any TLSClient {
        let context = try shared.withLock { shared throws(TLSSettingsError) in
            try shared.context(settings)
        }
        return OpenSSLClient(
            context: context, identity: ServerIdentity(settings.serverName), facts: facts)
    }

    /// The first certificate of a file, in PEM or DER; nil where there is none.
    public func certificate(in bytes: [UInt8]) -> CertificateFacts? {
        CertificateReader.facts(pem: bytes) ?? CertificateReader.facts(der: bytes)
    }

    /// How many stores of authorities and how many contexts have been made so far.
    package var madeCounts: (stores: Int, contexts: Int) {
        shared.withLock { ($0.stores.madeCount, $0.contexts.madeCount) }
    }

    /// How many stapled responses had to be verified so far.
    package var verifiedStapleCount: Int { facts.readStapleCount }

    private struct Shared {
        var stores = WeakCache<AuthoritiesKey, AuthorityStore>()
        var contexts = WeakCache<ContextKey, ClientContext>()

        mutating func context(_ settings: TLSSettings) throws(TLSSettingsError) -> ClientContext {
            let authorities = AuthoritiesKey(authorities: settings.authorities)
            let store = try stores.value(authorities) { () throws(TLSSettingsError) in
                try AuthorityStore(settings.authorities)
            }
            if store.isEmpty, settings.verify { throw .unreadableAuthorities }
            let key = ContextKey(
                store: ObjectIdentifier(store), minimumVersion: settings.minimumVersion,
                maximumVersion: settings.maximumVersion)
            return try contexts.value(key) { () throws(TLSSettingsError) in
                try ClientContext(settings, store)
            }
        }
    }

    /// What makes contexts differ; the server's name belongs to a session.
    ///
    /// A context keeps its store, so that the identifier is not used again while the context lives.
    private struct ContextKey: Hashable {
        let store: ObjectIdentifier
        let minimumVersion: TLSVersion?
        let maximumVersion: TLSVersion?
    }

    /// Authorities whose hash is over a few bytes only: thousands of probes may name one bundle.
    private struct AuthoritiesKey: Hashable {
        let authorities: CertificateAuthorities

        func hash(into hasher: inout Hasher) {
            guard case .pem(let bytes) = authorities else { return }
            hasher.combine(bytes.count)
            for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 64)) {
                hasher.combine(bytes[index])
            }
        }
    }
}
