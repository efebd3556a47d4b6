internal import COpenSSL
package import Network

/// Trusted certificates, read once and shared by all contexts that trust the same.
package final class AuthorityStore: Sendable {
    let handle: SharedHandle
    /// Whether it trusts anybody.
    package let isEmpty: Bool

    /// The certificates of `authorities`; throws where PEM was given that holds none.
    package init(_ authorities: CertificateAuthorities) throws(TLSSettingsError) {
        guard let pointer = unsafe X509_STORE_new() else { throw .memory }
        handle = unsafe SharedHandle(pointer) { unsafe X509_STORE_free($0) }
        unsafe ChainBurden.limit(in: pointer)
        switch authorities {
        case .system:
            isEmpty = unsafe !Self.addSystem(to: pointer)
        case .pem(let bytes):
            let count = unsafe PEM.forEachCertificate(in: bytes) {
                _ = unsafe X509_STORE_add_cert(pointer, $0)
            }
            isEmpty = false
            guard let count, count > 0 else { throw .unreadableAuthorities }
        }
    }

    /// Reads the machine's whole bundle at once, so that no handshake reads files.
    ///
    /// Only where SSL_CERT_FILE or SSL_CERT_DIR are set it is left to OpenSSL, which reads a
    /// directory piece by piece when it looks for an issuer.
    private static func addSystem(to store: OpaquePointer) -> Bool {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        if sonde_authorities_are_in_environment() != 0 {
            return unsafe X509_STORE_set_default_paths(store) == 1
        }
        let builtIn = unsafe X509_get_default_cert_file().map { unsafe String(cString: $0) }
        return ([builtIn ?? ""] + bundles).contains { path in
            unsafe X509_STORE_load_file(store, path) == 1
        }
    }

    /// Where distributions keep their bundle: Debian and Arch, Fedora, SUSE, Alpine.
    private static let bundles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ]
}
