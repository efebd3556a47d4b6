internal import COpenSSL
package import Network
internal import Time

/// Reads what a certificate says.
package enum CertificateReader {
    /// The facts of a certificate in DER; nil where it is none.
    package static func facts(der: [UInt8]) -> CertificateFacts? {
        Library.prepare()
        return unsafe der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            ErrorQueue.clear()
            guard let certificate = unsafe d2i_X509(nil, &start, der.count) else { return nil }
            defer { unsafe X509_free(certificate) }
            return unsafe facts(certificate, digest: CertificateDigest(certificate))
        }
    }

    /// The facts of the first certificate in PEM; nil where there is none.
    static func facts(pem: [UInt8]) -> CertificateFacts? {
        Library.prepare()
        guard let certificate = unsafe PEM.firstCertificate(in: pem) else { return nil }
        defer { unsafe X509_free(certificate) }
        return unsafe facts(certificate, digest: CertificateDigest(certificate))
    }

    /// The facts of a certificate whose digest is known.
    static func facts(_ certificate: OpaquePointer, digest: CertificateDigest) -> CertificateFacts {
        let subject = unsafe X509_get_subject_name(certificate)
        var facts = unsafe CertificateFacts(
            subject: name(subject),
            issuer: name(X509_get_issuer_name(certificate)),
            commonName: commonName(subject),
            alternativeNames: AlternativeNames.read(certificate),
            serialNumber: serialNumber(X509_get0_serialNumber(certificate)),
            fingerprint: digest.hexadecimal,
            notBefore: time(X509_get0_notBefore(certificate)),
            notAfter: time(X509_get0_notAfter(certificate)))
        facts.publicKeyDigest = unsafe publicKeyDigest(certificate)
        return facts
    }

    /// X509_pubkey_digest(3) would leave the algorithm out, which belongs to what is pinned.
    private static func publicKeyDigest(_ certificate: OpaquePointer) -> String {
        var start: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &start)
        guard count > 0, let start = unsafe start else { return "" }
        defer { unsafe sonde_free(start) }
        var digest = [UInt8](repeating: 0, count: 32)
        guard unsafe EVP_Digest(start, Int(count), &digest, nil, EVP_sha256(), nil) == 1 else {
            return ""
        }
        return Hexadecimal.text(of: digest)
    }

    /// 0000-01-01T00:00:00Z, the first date that can be written in a certificate.
    private static let longPast = WallTime(secondsSinceEpoch: -62_167_219_200)

    /// A point of time; one that is long past where it cannot be read.
    static func time(_ time: UnsafePointer<ASN1_TIME>?) -> WallTime {
        var seconds: Int64 = 0
        guard unsafe sonde_seconds_since_epoch(time, &seconds) == 1 else {
            return longPast
        }
        return WallTime(secondsSinceEpoch: seconds)
    }

    private static func name(_ name: OpaquePointer?) -> String {
        guard let text = MemoryBIO() else { return "" }
        // A failure in the middle leaves what came before it, which is better than nothing.
        _ = unsafe X509_NAME_print_ex(text.pointer, name, 0, sonde_name_flags())
        return unsafe text.contents.withUnsafeBytes {
            unsafe BoundedText.make(of: $0, limit: TLSLimits.nameBytesMax)
        }
    }

    private static func commonName(_ name: OpaquePointer?) -> String {
        var last: Int32 = -1
        while case let next = unsafe X509_NAME_get_index_by_NID(name, NID_commonName, last),
            next >= 0
        {
            last = next
        }
        guard last >= 0,
            let entry = unsafe X509_NAME_get_entry(name, last),
            let text = unsafe X509_NAME_ENTRY_get_data(entry)
        else { return "" }
        var start: UnsafeMutablePointer<UInt8>?
        let count = unsafe ASN1_STRING_to_UTF8(&start, text)
        guard count >= 0, let start = unsafe start else { return "" }
        defer { unsafe sonde_free(start) }
        return unsafe BoundedText.make(
            of: UnsafeRawBufferPointer(start: start, count: Int(count)),
            limit: TLSLimits.nameBytesMax)
    }

    private static func serialNumber(_ number: UnsafePointer<ASN1_INTEGER>?) -> String {
        guard let number = unsafe number else { return "" }
        let magnitude = unsafe UnsafeBufferPointer(
            start: ASN1_STRING_get0_data(number), count: Int(ASN1_STRING_length(number)))
        let kept = unsafe Array(magnitude.prefix(TLSLimits.serialNumberBytesMax))
        let isNegative = unsafe ASN1_STRING_type(number) == V_ASN1_NEG_INTEGER
        return (isNegative ? "-" : "") + Hexadecimal.text(of: kept)
    }
}
