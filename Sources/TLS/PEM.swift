internal import COpenSSL

/// What is read from PEM (RFC 7468).
///
/// OpenSSL would ask for the password of encrypted PEM on the terminal: it is told that there is
/// none.
enum PEM {
    /// Calls `body` with each certificate in order; the certificate is freed when it returns.
    ///
    /// Gives how many there were; nil where something called a certificate cannot be read.
    static func forEachCertificate(
        in bytes: [UInt8], _ body: (OpaquePointer) -> Void
    ) -> Int? {
        unsafe reading(bytes) { source in
            var count = 0
            ErrorQueue.clear()
            while let certificate = unsafe PEM_read_bio_X509(source, nil, { _, _, _, _ in -1 }, nil)
            {
                unsafe body(certificate)
                unsafe X509_free(certificate)
                count += 1
            }
            // The end is an error too: no further line that begins something.
            let reason = sonde_error_reason(ERR_peek_last_error())
            ErrorQueue.clear()
            return reason == PEM_R_NO_START_LINE ? count : nil
        }
    }

    /// The first certificate, whatever stands around it; the caller frees it.
    static func firstCertificate(in bytes: [UInt8]) -> OpaquePointer? {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        return unsafe reading(bytes) {
            unsafe PEM_read_bio_X509($0, nil, { _, _, _, _ in -1 }, nil)
        }
    }

    /// The first private key; the caller frees it.
    static func privateKey(in bytes: [UInt8]) -> OpaquePointer? {
        unsafe reading(bytes) { unsafe PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) }
    }

    private static func reading<Result>(
        _ bytes: [UInt8], _ body: (OpaquePointer) -> Result?
    ) -> Result? {
        guard let count = Int32(exactly: bytes.count), count > 0 else { return nil }
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let source = unsafe BIO_new_mem_buf(buffer.baseAddress, count) else {
                return nil
            }
            defer { unsafe BIO_free_all(source) }
            return unsafe body(source)
        }
    }
}
