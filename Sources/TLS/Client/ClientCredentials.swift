internal import COpenSSL
internal import Network

/// What a client shows of itself, put into a context.
enum ClientCredentials {
    /// Whether they could be shown: in a context of its own, as strong as it is without old
    /// versions.
    static func check(_ credentials: TLSCredentials) throws(TLSCredentialsFault) {
        guard let context = unsafe SSL_CTX_new(TLS_client_method()) else { throw .memory }
        defer { unsafe SSL_CTX_free(context) }
        unsafe SSL_CTX_set_security_level(context, TLSLimits.securityLevel)
        try unsafe show(credentials, in: context)
    }

    /// Lets the clients of a context show them where a server asks.
    static func show(
        _ credentials: TLSCredentials, in context: OpaquePointer
    ) throws(TLSCredentialsFault) {
        guard let key = unsafe PEM.privateKey(in: credentials.key) else {
            ErrorQueue.clear()
            throw isEncrypted(credentials.key) ? .encryptedKey : .noKey
        }
        defer { unsafe EVP_PKEY_free(key) }
        var isLeaf = true
        var fault: TLSCredentialsFault?
        let count = unsafe PEM.forEachCertificate(in: credentials.certificate) { certificate in
            guard fault == nil else { return }
            fault =
                isLeaf
                ? unsafe use(certificate, key, in: context)
                : unsafe add(certificate, to: context)
            isLeaf = false
        }
        guard let count, count > 0 else { throw .noCertificate }
        if let fault { throw fault }
    }

    private static func use(
        _ certificate: OpaquePointer, _ key: OpaquePointer, in context: OpaquePointer
    ) -> TLSCredentialsFault? {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard unsafe X509_check_private_key(certificate, key) == 1 else { return .otherKey }
        guard unsafe SSL_CTX_use_certificate(context, certificate) == 1,
            unsafe SSL_CTX_use_PrivateKey(context, key) == 1
        else { return refusal() }
        return nil
    }

    private static func add(
        _ certificate: OpaquePointer, to context: OpaquePointer
    ) -> TLSCredentialsFault? {
        ErrorQueue.clear()
        let isTaken = unsafe sonde_ssl_ctx_add_chain_certificate(context, certificate) == 1
        return isTaken ? nil : refusal()
    }

    private static func refusal() -> TLSCredentialsFault {
        switch ErrorQueue.takeFailure() {
        case .memory: .memory
        case .protocolViolation(let words): .refused(words)
        case .alert(let number): .refused("alert \(number)")
        }
    }

    /// Both ways to write an encrypted key say so (RFC 7468 section 11, RFC 1421 section 4.6.1.1).
    private static func isEncrypted(_ pem: [UInt8]) -> Bool {
        pem.contains(Array("ENCRYPTED".utf8))
    }
}
