internal import COpenSSL
internal import Network
internal import Time

/// What an SSL knows of its peer.
enum SessionFacts {
    /// The facts of a handshake that is done.
    static func read(_ session: OpaquePointer, _ memory: CertificateFactsMemory) -> TLSFacts {
        let staple = unsafe SessionStaple.status(session, memory)
        if case .revoked = staple?.revocation {
            unsafe CertificateProblems.add(.revoked, to: session)
        }
        return unsafe TLSFacts(
            version: version(session), cipher: cipher(session),
            certificates: certificates(session, memory), verification: verification(session),
            staple: staple)
    }

    /// The certificates that a server sent, as far as they have come.
    static func certificates(
        _ session: OpaquePointer, _ memory: CertificateFactsMemory
    ) -> [CertificateFacts] {
        let served = unsafe SSL_get_peer_cert_chain(session)
        let count = unsafe Int(sonde_certificate_count(served))
        return (0..<min(count, TLSLimits.servedCertificatesMax)).compactMap { position in
            unsafe sonde_certificate_at(served, Int32(position)).map { unsafe memory.facts($0) }
        }
    }

    private static func version(_ session: OpaquePointer) -> String {
        switch unsafe SSL_version(session) {
        case TLS1_VERSION: "TLS 1.0"
        case TLS1_1_VERSION: "TLS 1.1"
        case TLS1_2_VERSION: "TLS 1.2"
        case TLS1_3_VERSION: "TLS 1.3"
        default: "unknown"
        }
    }

    private static func cipher(_ session: OpaquePointer) -> String {
        guard let cipher = unsafe SSL_get_current_cipher(session),
            let name = unsafe SSL_CIPHER_standard_name(cipher)
        else { return "unknown" }
        return unsafe String(cString: name)
    }

    /// Trust takes three things: no problem called back, no error left, and a chain.
    private static func verification(_ session: OpaquePointer) -> CertificateVerification {
        if let problem = unsafe CertificateProblems.of(session).first { return .failed(problem) }
        let result = unsafe SSL_get_verify_result(session)
        let chain = unsafe SSL_get0_verified_chain(session)
        let count = unsafe sonde_certificate_count(chain)
        guard result == X509_V_OK, count > 0 else { return .failed(.invalid) }
        let ends = (0..<count).compactMap { position in
            unsafe sonde_certificate_at(chain, position).map { certificate in
                unsafe CertificateReader.time(X509_get0_notAfter(certificate))
            }
        }
        return ends.min().map { .verified(chainExpiry: $0) } ?? .failed(.invalid)
    }
}
