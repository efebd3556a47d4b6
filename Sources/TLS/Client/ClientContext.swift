internal import COpenSSL
internal import Network

/// What all sessions with the same settings share.
final class ClientContext: Sendable {
    let handle: SharedHandle
    /// Kept so that the next context with the same authorities finds them read.
    private let store: AuthorityStore

    private let credentials: TLSCredentials?

    init(
        _ settings: TLSSettings, _ store: AuthorityStore, _ credentials: TLSCredentials?
    ) throws(TLSSettingsError) {
        guard let pointer = unsafe SSL_CTX_new(TLS_client_method()) else { throw .memory }
        handle = unsafe SharedHandle(pointer) { unsafe SSL_CTX_free($0) }
        self.store = store
        self.credentials = credentials
        let versions = try VersionRange(settings.minimumVersion, settings.maximumVersion)
        try unsafe versions.apply(to: pointer)
        unsafe Self.setLimits(pointer)
        unsafe SSL_CTX_set1_cert_store(pointer, store.handle.pointer)
        unsafe Self.setVerification(pointer)
        _ = unsafe sonde_ssl_ctx_ask_for_staple(pointer)
        try unsafe Self.offer(settings.applicationProtocols, in: pointer)
        if let credentials { try unsafe Self.show(credentials, in: pointer) }
        if case .pem = settings.authorities {
            // Whoever names an intermediate as an authority trusts what it signed.
            unsafe X509_VERIFY_PARAM_set_flags(
                SSL_CTX_get0_param(pointer), UInt(X509_V_FLAG_PARTIAL_CHAIN))
        }
    }

    private static func show(
        _ credentials: TLSCredentials, in context: OpaquePointer
    ) throws(TLSSettingsError) {
        do throws(TLSCredentialsFault) {
            try unsafe ClientCredentials.show(credentials, in: context)
        } catch {
            throw .credentials(error)
        }
    }

    /// Each protocol with its length in front (RFC 7301 section 3.1).
    private static func offer(
        _ protocols: [String], in context: OpaquePointer
    ) throws(TLSSettingsError) {
        guard !protocols.isEmpty else { return }
        var list: [UInt8] = []
        for name in protocols {
            guard let count = UInt8(exactly: name.utf8.count), count > 0 else {
                preconditionFailure("the name of a protocol has 1 to 255 bytes")
            }
            list.append(count)
            list += Array(name.utf8)
        }
        // 0 is success, unlike everywhere else (SSL_CTX_set_alpn_protos(3)).
        guard unsafe SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) == 0 else {
            throw .memory
        }
    }

    private static func setLimits(_ context: OpaquePointer) {
        _ = unsafe SSL_CTX_set_options(context, sonde_ssl_options())
        unsafe sonde_ssl_ctx_release_buffers(context)
        unsafe sonde_ssl_ctx_forget_sessions(context)
        unsafe sonde_ssl_ctx_set_max_cert_list(context, TLSLimits.certificateListBytesMax)
    }

    /// Trust is judged but never breaks a handshake off: SSL_VERIFY_NONE still builds the chain,
    /// checks it and calls back.
    private static func setVerification(_ context: OpaquePointer) {
        unsafe SSL_CTX_set_verify(context, SSL_VERIFY_NONE) { succeeded, check in
            if succeeded == 0, let check = unsafe check { unsafe ClientContext.record(check) }
            return 1
        }
        unsafe SSL_CTX_set_verify_depth(context, Int32(TLSLimits.chainDepthMax))
        let parameters = unsafe SSL_CTX_get0_param(context)
        // 112 bits: RSA of 2,048, no SHA-1. The handshake itself may be weaker, see VersionRange.
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, 2)
        // A common name is no DNS name (RFC 9525 section 6.1); `www*` is no wildcard (6.3).
        unsafe X509_VERIFY_PARAM_set_hostflags(
            parameters,
            UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
    }

    /// Adds one problem to those of the session that is being verified.
    private static func record(_ check: OpaquePointer) {
        guard let session = unsafe CertificateProblems.session(verifying: check) else { return }
        let problem = unsafe CertificateProblem(
            code: X509_STORE_CTX_get_error(check), depth: X509_STORE_CTX_get_error_depth(check))
        unsafe CertificateProblems.add(problem, to: session)
        // What is left in the context is taken for the reason of whatever fails later.
        unsafe X509_STORE_CTX_set_error(check, X509_V_OK)
    }
}
