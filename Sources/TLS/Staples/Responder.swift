internal import COpenSSL
internal import Network

/// Who answered, and whether that is somebody who may (RFC 6960 section 4.2.2.2).
enum Responder {
    /// The issuer of the certificate itself.
    case issuer
    /// Somebody whom the issuer lets answer.
    case delegate(StapleReading.Delegate)
    /// Nobody who may, or not with that signature.
    case refused(StapleFault)

    /// Finds and verifies who signed some answers about a certificate of `issuer`.
    ///
    /// Several may have the responder's name, since keys are renewed.
    init(of answers: OpaquePointer, issuer: OpaquePointer) {
        let delegates = unsafe Self.delegates(answers)
        guard unsafe Self.signatureWork(issuer, delegates) <= TLSLimits.stapleWorkMax else {
            self = .refused(.tooCostly)
            return
        }
        var fault = StapleFault.unauthorizedResponder
        if unsafe sonde_ocsp_is_responder(answers, issuer) == 1 {
            if unsafe sonde_ocsp_is_signed_by(answers, issuer) == 1 {
                self = .issuer
                return
            }
            fault = .wrongSignature
        }
        for position in unsafe delegates.indices {
            let judged = unsafe Self.judge(delegates[position], of: answers, issuer: issuer)
            guard case .refused(let why) = judged else {
                self = judged
                return
            }
            if fault == .unauthorizedResponder { fault = why }
        }
        self = .refused(fault)
    }

    /// The certificates that are shown with the answers and have the responder's name.
    private static func delegates(_ answers: OpaquePointer) -> [OpaquePointer] {
        let shown = unsafe OCSP_resp_get0_certs(answers)
        let count = unsafe min(
            sonde_certificate_count(shown), Int32(TLSLimits.stapleCertificatesMax))
        return unsafe (0..<max(count, 0)).compactMap { position in
            guard let delegate = unsafe sonde_certificate_at(shown, position),
                unsafe sonde_ocsp_is_responder(answers, delegate) == 1
            else { return nil }
            return unsafe delegate
        }
    }

    /// What it takes at most: anybody may show certificates that the issuer never signed.
    ///
    /// Each delegate has the issuer's signature verified, and then its own.
    private static func signatureWork(
        _ issuer: OpaquePointer, _ delegates: [OpaquePointer]
    ) -> Int {
        let own = unsafe ChainBurden.signatureWork(issuer) * (1 + delegates.count)
        return unsafe delegates.reduce(own) { unsafe $0 + ChainBurden.signatureWork($1) }
    }

    /// A delegate is certified by the issuer itself, for this use.
    private static func judge(
        _ delegate: OpaquePointer, of answers: OpaquePointer, issuer: OpaquePointer
    ) -> Self {
        let flags = unsafe X509_get_extension_flags(delegate)
        guard unsafe X509_check_issued(issuer, delegate) == X509_V_OK,
            flags & UInt32(EXFLAG_XKUSAGE) != 0,
            unsafe X509_get_extended_key_usage(delegate) & UInt32(XKU_OCSP_SIGN) != 0,
            unsafe X509_verify(delegate, X509_get0_pubkey(issuer)) == 1
        else { return .refused(.unauthorizedResponder) }
        guard unsafe sonde_ocsp_is_signed_by(answers, delegate) == 1 else {
            return .refused(.wrongSignature)
        }
        return unsafe .delegate(
            StapleReading.Delegate(
                notBefore: CertificateReader.time(X509_get0_notBefore(delegate)),
                notAfter: CertificateReader.time(X509_get0_notAfter(delegate))))
    }
}
