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
        var fault = StapleFault.unauthorizedResponder
        if unsafe sonde_ocsp_is_responder(answers, issuer) == 1 {
            if unsafe sonde_ocsp_is_signed_by(answers, issuer) == 1 {
                self = .issuer
                return
            }
            fault = .wrongSignature
        }
        let shown = unsafe OCSP_resp_get0_certs(answers)
        let count = unsafe min(
            sonde_certificate_count(shown), Int32(TLSLimits.stapleCertificatesMax))
        for position in 0..<max(count, 0) {
            guard let delegate = unsafe sonde_certificate_at(shown, position),
                unsafe sonde_ocsp_is_responder(answers, delegate) == 1
            else { continue }
            let judged = unsafe Self.judge(delegate, of: answers, issuer: issuer)
            guard case .refused(let why) = judged else {
                self = judged
                return
            }
            if fault == .unauthorizedResponder { fault = why }
        }
        self = .refused(fault)
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
