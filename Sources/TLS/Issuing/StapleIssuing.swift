internal import COpenSSL
internal import Network
internal import Time

/// Makes OCSP responses (RFC 6960 section 4.2).
enum StapleIssuing {
    /// A response about `leaf`, signed by its issuer or whoever answers in its place; DER.
    static func issue(
        _ request: StapleRequest, about leaf: IssuedCertificate, of issuer: IssuedCertificate,
        by responder: IssuedCertificate?, showing others: [IssuedCertificate]
    ) throws(CertificateIssueError) -> [UInt8] {
        Library.prepare()
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard let answers = unsafe OCSP_BASICRESP_new() else { throw .library }
        defer { unsafe OCSP_BASICRESP_free(answers) }
        try unsafe add(request, about: leaf, of: issuer, to: answers)
        for other in others {
            guard let certificate = unsafe PEM.firstCertificate(in: other.certificate) else {
                throw .unreadableIssuer
            }
            defer { unsafe X509_free(certificate) }
            guard unsafe OCSP_basic_add1_cert(answers, certificate) == 1 else { throw .library }
        }
        try unsafe sign(answers, by: responder ?? issuer, isIssuer: responder == nil)
        guard
            let response = unsafe OCSP_response_create(
                OCSP_RESPONSE_STATUS_SUCCESSFUL, answers)
        else { throw .library }
        defer { unsafe OCSP_RESPONSE_free(response) }
        return try unsafe der(response)
    }

    private static func add(
        _ request: StapleRequest, about leaf: IssuedCertificate, of issuer: IssuedCertificate,
        to answers: OpaquePointer
    ) throws(CertificateIssueError) {
        let subject = unsafe PEM.firstCertificate(in: leaf.certificate)
        defer { unsafe X509_free(subject) }
        let signer = unsafe PEM.firstCertificate(in: issuer.certificate)
        defer { unsafe X509_free(signer) }
        guard unsafe subject != nil, unsafe signer != nil else { throw .unreadableIssuer }
        let identifier = unsafe OCSP_cert_to_id(nil, subject, signer)
        defer { unsafe OCSP_CERTID_free(identifier) }
        var (status, reason) = (V_OCSP_CERTSTATUS_GOOD, OCSP_REVOKED_STATUS_NOSTATUS)
        var moment: WallTime?
        switch request.answer {
        case .good: break
        case .unknown: status = V_OCSP_CERTSTATUS_UNKNOWN
        case .revoked(let at, let why):
            status = V_OCSP_CERTSTATUS_REVOKED
            reason = why?.number ?? reason
            moment = at
        }
        let revokedAt = unsafe time(moment)
        defer { unsafe ASN1_TIME_free(revokedAt) }
        let thisUpdate = unsafe time(request.thisUpdate)
        defer { unsafe ASN1_TIME_free(thisUpdate) }
        let nextUpdate = unsafe time(request.nextUpdate)
        defer { unsafe ASN1_TIME_free(nextUpdate) }
        let added = unsafe OCSP_basic_add1_status(
            answers, identifier, status, reason, revokedAt, thisUpdate, nextUpdate)
        guard unsafe added != nil else { throw .library }
    }

    private static func time(_ time: WallTime?) -> UnsafeMutablePointer<ASN1_TIME>? {
        guard let time else { return nil }
        return unsafe ASN1_GENERALIZEDTIME_set(nil, Int(time.secondsSinceEpoch))
    }

    /// The issuer's certificate is known to whoever asks; another's is shown.
    private static func sign(
        _ answers: OpaquePointer, by responder: IssuedCertificate, isIssuer: Bool
    ) throws(CertificateIssueError) {
        let certificate = unsafe PEM.firstCertificate(in: responder.certificate)
        defer { unsafe X509_free(certificate) }
        guard let key = unsafe PEM.privateKey(in: responder.key) else { throw .unreadableIssuer }
        defer { unsafe EVP_PKEY_free(key) }
        let flags = isIssuer ? UInt(OCSP_NOCERTS) : 0
        let isSigned = unsafe OCSP_basic_sign(
            answers, certificate, key, EVP_sha256(), nil, flags)
        guard isSigned == 1 else { throw .library }
    }

    private static func der(_ response: OpaquePointer) throws(CertificateIssueError) -> [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_OCSP_RESPONSE(response, &start)
        guard count > 0, let start = unsafe start else { throw .library }
        defer { unsafe sonde_free(start) }
        return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
    }
}
