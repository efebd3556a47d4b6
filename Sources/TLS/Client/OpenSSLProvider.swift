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

    private struct Shared {
        var stores = WeakCache<CertificateAuthorities, AuthorityStore>()
        var contexts = WeakCache<TLSSettings, ClientContext>()

        /// The server's name belongs to a session, so that it makes no difference here.
        mutating func context(_ settings: TLSSettings) throws(TLSSettingsError) -> ClientContext {
            var key = settings
            key.serverName = ""
            let store = try stores.value(settings.authorities) { () throws(TLSSettingsError) in
                try AuthorityStore(settings.authorities)
            }
            if store.isEmpty, settings.verify { throw .unreadableAuthorities }
            return try contexts.value(key) { () throws(TLSSettingsError) in
                try ClientContext(settings, store)
            }
        }
    }
}
