internal import COpenSSL
internal import Network
internal import Time

/// Reads a stapled response (RFC 6960 section 4.2) and verifies it.
///
/// OpenSSL's own OCSP_basic_verify would build a chain for the responder anew, from authorities
/// that need not be those of the certificate; whom RFC 6960 section 4.2.2.2 lets answer is known.
package enum StapleReader {
    /// What was stapled, in DER, about a certificate in PEM; nil where that cannot be read.
    package static func reading(
        _ staple: [UInt8], leaf: [UInt8], issuer: [UInt8]?
    ) -> StapleReading? {
        Library.prepare()
        guard let leaf = unsafe PEM.firstCertificate(in: leaf) else { return nil }
        defer { unsafe X509_free(leaf) }
        let issuer = unsafe issuer.flatMap { unsafe PEM.firstCertificate(in: $0) }
        defer { unsafe X509_free(issuer) }
        return unsafe staple.withUnsafeBufferPointer {
            unsafe reading($0, leaf: leaf, issuer: issuer)
        }
    }

    /// What was stapled about `leaf`.
    static func reading(
        _ staple: UnsafeBufferPointer<UInt8>, leaf: OpaquePointer, issuer: OpaquePointer?
    ) -> StapleReading {
        guard staple.count <= TLSLimits.stapleBytesMax else { return .init(.invalid(.tooLarge)) }
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        var position = staple.baseAddress
        guard let response = unsafe d2i_OCSP_RESPONSE(nil, &position, staple.count) else {
            return .init(.invalid(.unreadable))
        }
        defer { unsafe OCSP_RESPONSE_free(response) }
        guard unsafe OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL else {
            return .init(.invalid(.responderError))
        }
        guard unsafe position == staple.baseAddress?.advanced(by: staple.count),
            let answers = unsafe OCSP_response_get1_basic(response)
        else { return .init(.invalid(.unreadable)) }
        defer { unsafe OCSP_BASICRESP_free(answers) }
        guard let issuer = unsafe issuer else { return .init(.invalid(.unknownIssuer)) }
        return unsafe reading(answers, leaf: leaf, issuer: issuer)
    }

    private static func reading(
        _ answers: OpaquePointer, leaf: OpaquePointer, issuer: OpaquePointer
    ) -> StapleReading {
        guard
            let answer = unsafe sonde_ocsp_response(
                answers, leaf, issuer, Int32(TLSLimits.stapleAnswersMax))
        else {
            return .init(.invalid(.otherCertificate))
        }
        var reading = unsafe answered(answer)
        if case .invalid = reading.revocation { return reading }
        switch unsafe Responder(of: answers, issuer: issuer) {
        case .issuer: break
        case .delegate(let delegate): reading.delegate = delegate
        case .refused(let fault): reading.revocation = .invalid(fault)
        }
        return reading
    }

    /// What an answer says, by whomever it was signed.
    private static func answered(_ answer: OpaquePointer) -> StapleReading {
        var reason: Int32 = -1
        var revokedAt: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var thisUpdate: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var nextUpdate: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        let status = unsafe OCSP_single_get0_status(
            answer, &reason, &revokedAt, &thisUpdate, &nextUpdate)
        let next = unsafe time(nextUpdate)
        guard let begin = unsafe time(thisUpdate), unsafe next != nil || nextUpdate == nil else {
            return .init(.invalid(.unreadable))
        }
        var revocation = RevocationStatus.invalid(.unreadable)
        switch status {
        case V_OCSP_CERTSTATUS_GOOD: revocation = .good
        case V_OCSP_CERTSTATUS_UNKNOWN: revocation = .unknown
        case V_OCSP_CERTSTATUS_REVOKED:
            if let moment = unsafe time(revokedAt) {
                revocation = .revoked(at: moment, RevocationReason(number: reason))
            }
        default: break
        }
        return .init(revocation, thisUpdate: begin, nextUpdate: next)
    }

    private static func time(_ time: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?) -> WallTime? {
        var seconds: Int64 = 0
        guard unsafe sonde_seconds_since_epoch(time, &seconds) == 1 else { return nil }
        return WallTime(secondsSinceEpoch: seconds)
    }
}

extension RevocationReason {
    /// The reason with that number (RFC 5280 section 5.3.1); nil where none is given.
    init?(number: Int32) {
        switch number {
        case OCSP_REVOKED_STATUS_UNSPECIFIED: self = .unspecified
        case OCSP_REVOKED_STATUS_KEYCOMPROMISE: self = .keyCompromise
        case OCSP_REVOKED_STATUS_CACOMPROMISE: self = .authorityCompromise
        case OCSP_REVOKED_STATUS_AFFILIATIONCHANGED: self = .affiliationChanged
        case OCSP_REVOKED_STATUS_SUPERSEDED: self = .superseded
        case OCSP_REVOKED_STATUS_CESSATIONOFOPERATION: self = .cessationOfOperation
        case OCSP_REVOKED_STATUS_CERTIFICATEHOLD: self = .certificateHold
        case OCSP_REVOKED_STATUS_REMOVEFROMCRL: self = .removeFromList
        case OCSP_REVOKED_STATUS_PRIVILEGEWITHDRAWN: self = .privilegeWithdrawn
        case OCSP_REVOKED_STATUS_AACOMPROMISE: self = .attributeAuthorityCompromise
        default: return nil
        }
    }

    /// Its number, the other way round.
    var number: Int32 {
        (0...OCSP_REVOKED_STATUS_AACOMPROMISE).first { Self(number: $0) == self }
            ?? OCSP_REVOKED_STATUS_UNSPECIFIED
    }
}
