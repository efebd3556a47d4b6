internal import COpenSSL

/// OpenSSL itself.
enum Library {
    /// Starts OpenSSL, once; whatever makes the first of its objects calls this before.
    ///
    /// OpenSSL would otherwise read openssl.cnf, and a machine's file could change what counts as a
    /// valid certificate.
    static func prepare() {
        precondition(isReady, "OpenSSL cannot start")
    }

    private static let isReady =
        OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
}

/// Which OpenSSL this process runs with.
public enum OpenSSLVersion {
    /// The version of the library that was loaded, not of its headers: `3.0.22`.
    public static var text: String {
        unsafe OpenSSL_version(OPENSSL_VERSION_STRING).map { unsafe String(cString: $0) } ?? ""
    }
}
