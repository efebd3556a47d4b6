internal import COpenSSL
internal import Network

/// What all sessions with the same settings share.
final class ClientContext: Sendable {
    let handle: SharedHandle
    /// Kept so that the next context with the same authorities finds them read.
    private let store: AuthorityStore

    init(_ settings: TLSSettings, _ store: AuthorityStore) throws(TLSSettingsError) {
        guard let pointer = unsafe SSL_CTX_new(TLS_client_method()) else { throw .memory }
        handle = unsafe SharedHandle(pointer) { unsafe SSL_CTX_free($0) }
        self.store = store
        let versions = try VersionRange(settings.minimumVersion, settings.maximumVersion)
        try unsafe versions.apply(to: pointer)
        unsafe Self.setLimits(pointer)
        unsafe SSL_CTX_set1_cert_store(pointer, store.handle.pointer)
        unsafe Self.setVerification(pointer)
        _ = unsafe sonde_ssl_ctx_ask_for_staple(pointer)
        if case .pem = settings.authorities {
            // Whoever names an intermediate as an authority trusts what it signed.
            unsafe X509_VERIFY_PARAM_set_flags(
                SSL_CTX_get0_param(pointer), UInt(X509_V_FLAG_PARTIAL_CHAIN))
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
        let index = SSL_get_ex_data_X509_STORE_CTX_idx()
        guard let session = unsafe X509_STORE_CTX_get_ex_data(check, index) else { return }
        let problem = unsafe CertificateProblem(
            code: X509_STORE_CTX_get_error(check), depth: X509_STORE_CTX_get_error_depth(check))
        unsafe CertificateProblems.add(problem, to: OpaquePointer(session))
        // What is left in the context is taken for the reason of whatever fails later.
        unsafe X509_STORE_CTX_set_error(check, X509_V_OK)
    }
}
