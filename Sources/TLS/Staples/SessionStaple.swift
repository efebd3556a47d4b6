internal import COpenSSL
internal import Network
internal import Time

/// What a server stapled to a handshake.
enum SessionStaple {
    /// The status as it is at the time of the handshake; nil where nothing was stapled.
    static func status(
        _ session: OpaquePointer, _ memory: CertificateFactsMemory
    ) -> StapledStatus? {
        // A server would find here what it stapled itself.
        guard unsafe SSL_is_server(session) == 0,
            let leaf = unsafe SSL_get0_peer_certificate(session)
        else { return nil }
        var start: UnsafePointer<UInt8>?
        let count = unsafe sonde_ssl_staple(session, &start)
        guard count > 0, let start = unsafe start else { return nil }
        // The key of such a chain's leaf may have taken long enough with the handshake.
        guard unsafe !CertificateProblems.of(session).isUnbearable else {
            return StapledStatus(.invalid(.tooCostly))
        }
        let staple = unsafe UnsafeBufferPointer(start: start, count: count)
        let seconds = unsafe X509_VERIFY_PARAM_get_time(SSL_get0_param(session))
        let now = WallTime(secondsSinceEpoch: Int64(seconds))
        let reading = unsafe memory.staple(staple, leaf: leaf, issuer: issuer(leaf, session))
        return reading.status(at: now)
    }

    /// Who issued the leaf: of the chain that was built, else whoever was served and may have been.
    private static func issuer(_ leaf: OpaquePointer, _ session: OpaquePointer) -> OpaquePointer? {
        let built = unsafe SSL_get0_verified_chain(session)
        if unsafe sonde_certificate_count(built) > 1 {
            return unsafe sonde_certificate_at(built, 1)
        }
        let served = unsafe SSL_get_peer_cert_chain(session)
        let count = unsafe min(
            sonde_certificate_count(served), Int32(TLSLimits.servedCertificatesMax))
        for position in 0..<max(count, 0) {
            // The first is the leaf, which may have signed itself.
            guard let issuer = unsafe sonde_certificate_at(served, position),
                unsafe X509_check_issued(issuer, leaf) == X509_V_OK
            else { continue }
            return unsafe issuer
        }
        return nil
    }
}
