internal import COpenSSL
internal import Network

/// The versions that are offered, and how strong the handshake must be for them.
struct VersionRange: Sendable {
    private let minimum: TLSVersion
    private let maximum: TLSVersion

    /// From TLS 1.2 to 1.3 where nothing is said; an older maximum takes the minimum with it.
    init(_ minimum: TLSVersion?, _ maximum: TLSVersion?) throws(TLSSettingsError) {
        self.maximum = maximum ?? .tls13
        self.minimum = minimum ?? min(.tls12, self.maximum)
        guard self.minimum <= self.maximum else { throw .unsupportedVersions }
    }

    /// Sets the range and the security level of an SSL_CTX.
    ///
    /// It is always set: what a library was built with, or its configuration says, decides nothing
    /// (SSL_CTX_set_security_level(3)).
    func apply(to context: OpaquePointer) throws(TLSSettingsError) {
        guard
            unsafe sonde_ssl_ctx_set_versions(
                context, minimum.protocolNumber, maximum.protocolNumber) == 1
        else { throw .unsupportedVersions }
        unsafe SSL_CTX_set_security_level(
            context, minimum < .tls12 ? TLSLimits.oldSecurityLevel : TLSLimits.securityLevel)
    }
}

extension TLSVersion {
    /// The number in the protocol (RFC 8446 section 4.2.1).
    fileprivate var protocolNumber: Int32 {
        switch self {
        case .tls10: TLS1_VERSION
        case .tls11: TLS1_1_VERSION
        case .tls12: TLS1_2_VERSION
        case .tls13: TLS1_3_VERSION
        }
    }
}
