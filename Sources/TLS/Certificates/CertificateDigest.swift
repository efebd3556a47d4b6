internal import COpenSSL

/// SHA-256 of the DER of a certificate: what it is recognised by.
package struct CertificateDigest: Hashable, Sendable {
    private var words = SIMD4<UInt64>()

    /// The digest that consists of these 256 bits.
    package init(words: SIMD4<UInt64>) {
        self.words = words
    }

    init(_ certificate: OpaquePointer) {
        unsafe withUnsafeMutableBytes(of: &words) { bytes in
            var count: UInt32 = 0
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            _ = unsafe X509_digest(certificate, EVP_sha256(), start, &count)
        }
    }

    /// The digest of bytes that are no certificate, such as a stapled response.
    init(of bytes: UnsafeBufferPointer<UInt8>) {
        unsafe withUnsafeMutableBytes(of: &words) { digest in
            let start = unsafe digest.baseAddress?.assumingMemoryBound(to: UInt8.self)
            _ = unsafe EVP_Digest(bytes.baseAddress, bytes.count, start, nil, EVP_sha256(), nil)
        }
    }

    var hexadecimal: String {
        Hexadecimal.text(of: unsafe withUnsafeBytes(of: words) { unsafe Array($0) })
    }
}
