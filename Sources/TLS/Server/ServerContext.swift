internal import COpenSSL
internal import Network

/// What all sessions of a server share.
final class ServerContext: Sendable {
    let handle: SharedHandle

    init(
        _ credentials: TLSServerCredentials, _ minimum: TLSVersion?, _ maximum: TLSVersion?,
        staple: [UInt8]?
    ) throws(TLSServerError) {
        guard let pointer = unsafe SSL_CTX_new(TLS_server_method()) else { throw .memory }
        handle = unsafe SharedHandle(pointer) { unsafe SSL_CTX_free($0) }
        if let staple,
            unsafe sonde_ssl_ctx_staple(pointer, Self.stapleIndex, staple, staple.count) != 1
        {
            throw .memory
        }
        do throws(TLSSettingsError) {
            try unsafe VersionRange(minimum, maximum).apply(to: pointer)
        } catch {
            throw .unsupportedVersions
        }
        // A demonstration shows weak certificates too; level 1 would refuse to serve some.
        unsafe SSL_CTX_set_security_level(pointer, 0)
        _ = unsafe SSL_CTX_set_options(pointer, sonde_ssl_options())
        unsafe sonde_ssl_ctx_release_buffers(pointer)
        unsafe sonde_ssl_ctx_forget_sessions(pointer)
        try unsafe Self.show(credentials, in: pointer)
    }

    /// Where contexts keep what they staple.
    private static let stapleIndex = sonde_staple_index()

    private static func show(
        _ credentials: TLSServerCredentials, in context: OpaquePointer
    ) throws(TLSServerError) {
        var isLeaf = true
        var isTaken = true
        let count = unsafe PEM.forEachCertificate(in: credentials.chain) { certificate in
            let result =
                if isLeaf {
                    unsafe SSL_CTX_use_certificate(context, certificate)
                } else {
                    unsafe sonde_ssl_ctx_add_chain_certificate(context, certificate)
                }
            isTaken = isTaken && result == 1
            isLeaf = false
        }
        guard let count, count > 0, isTaken else { throw .unreadableChain }
        guard let key = unsafe PEM.privateKey(in: credentials.key) else { throw .unusableKey }
        defer { unsafe EVP_PKEY_free(key) }
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard unsafe SSL_CTX_use_PrivateKey(context, key) == 1 else { throw .unusableKey }
    }
}
