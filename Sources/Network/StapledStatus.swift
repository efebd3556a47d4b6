public import Time

/// What a server said of its own certificate with the handshake: a stapled OCSP response.
///
/// RFC 6960, RFC 6066 section 8. It is worth something only after it was verified, and only now.
public struct StapledStatus: Equatable, Sendable {
    /// What it says of the leaf, or why it says nothing.
    public var revocation: RevocationStatus
    /// Since when that is known to be right; nil where nothing was read that is about the leaf.
    public var thisUpdate: WallTime?
    /// By when something newer will be known; nil where the response does not say.
    public var nextUpdate: WallTime?

    /// The status with its dates.
    public init(
        _ revocation: RevocationStatus, thisUpdate: WallTime? = nil, nextUpdate: WallTime? = nil
    ) {
        self.revocation = revocation
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
    }
}

/// Whether a certificate was revoked, as its issuer says (RFC 6960 section 2.2).
public enum RevocationStatus: Equatable, Sendable {
    /// It was not.
    case good
    /// It was, at that time; the issuer need not say why.
    case revoked(at: WallTime, RevocationReason?)
    /// The responder does not know the certificate.
    case unknown
    /// The response is not to be believed.
    case invalid(StapleFault)

    /// The value of the `status` label: `good`, `revoked`, `unknown` or `invalid`.
    public var name: String {
        switch self {
        case .good: "good"
        case .revoked: "revoked"
        case .unknown: "unknown"
        case .invalid: "invalid"
        }
    }
}

/// Why a certificate was revoked; the raw value is its name (RFC 5280 section 5.3.1).
public enum RevocationReason: String, CaseIterable, Equatable, Sendable {
    /// The issuer would not say.
    case unspecified
    /// Its key is known to others.
    case keyCompromise = "key_compromise"
    /// The key of its issuer is known to others.
    case authorityCompromise = "ca_compromise"
    /// Its subject has another name or belongs to somebody else.
    case affiliationChanged = "affiliation_changed"
    /// Another one has taken its place.
    case superseded
    /// It is needed no more.
    case cessationOfOperation = "cessation_of_operation"
    /// For the time being only.
    case certificateHold = "certificate_hold"
    /// It is no longer on hold.
    case removeFromList = "remove_from_crl"
    /// Its subject may no longer do what it says.
    case privilegeWithdrawn = "privilege_withdrawn"
    /// The key of an attribute authority is known to others.
    case attributeAuthorityCompromise = "aa_compromise"
}

/// Why a stapled response is not to be believed; the raw value is its name.
public enum StapleFault: String, CaseIterable, Equatable, Sendable {
    /// It has more bytes than are read.
    case tooLarge = "too_large"
    /// To verify it, or the chain of the certificate, takes too long.
    case tooCostly = "too_costly"
    /// It is no OCSP response, or one without an answer.
    case unreadable
    /// The responder says that it failed (RFC 6960 section 2.3).
    case responderError = "responder_error"
    /// The issuer of the certificate is not known, so that nothing can be verified.
    case unknownIssuer = "unknown_issuer"
    /// It is about other certificates.
    case otherCertificate = "other_certificate"
    /// Who signed it is neither the issuer nor somebody whom the issuer lets answer.
    case unauthorizedResponder = "unauthorized_responder"
    /// Its signature is wrong.
    case wrongSignature = "wrong_signature"
    /// Its dates do not hold: it is from the future, or something newer should be known.
    case stale
}
