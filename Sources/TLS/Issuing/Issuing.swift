internal import COpenSSL
internal import Time

/// Makes certificates.
enum Issuing {
    /// A certificate signed by `issuer`, or by itself.
    static func issue(
        _ request: CertificateRequest, by issuer: IssuedCertificate?
    ) throws(CertificateIssueError) -> IssuedCertificate {
        Library.prepare()
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        guard let key = unsafe makeKey(request.key) else { throw .refusedKey }
        defer { unsafe EVP_PKEY_free(key) }
        guard let certificate = unsafe X509_new() else { throw .library }
        defer { unsafe X509_free(certificate) }
        try unsafe fill(certificate, request, key)
        if let issuer {
            try unsafe sign(certificate, request, by: issuer)
        } else {
            let subject = unsafe X509_get_subject_name(certificate)
            try unsafe require(X509_set_issuer_name(certificate, subject))
            try unsafe finish(certificate, request, issuer: certificate, key: key)
        }
        return try unsafe IssuedCertificate(
            certificate: pem { unsafe PEM_write_bio_X509($0, certificate) },
            key: pem { unsafe PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) })
    }

    private static func makeKey(_ key: CertificateKey) -> OpaquePointer? {
        switch key {
        case .p256: unsafe sonde_make_p256_key()
        case .rsa(let bits): unsafe sonde_make_rsa_key(bits)
        }
    }

    private static func sign(
        _ certificate: OpaquePointer, _ request: CertificateRequest, by issuer: IssuedCertificate
    ) throws(CertificateIssueError) {
        guard let key = unsafe PEM.privateKey(in: issuer.key) else { throw .unreadableIssuer }
        defer { unsafe EVP_PKEY_free(key) }
        var signer: OpaquePointer?
        let count = unsafe PEM.forEachCertificate(in: issuer.certificate) { certificate in
            if unsafe signer == nil, unsafe X509_up_ref(certificate) == 1 {
                unsafe signer = unsafe certificate
            }
        }
        guard count != nil, let signer = unsafe signer else { throw .unreadableIssuer }
        defer { unsafe X509_free(signer) }
        try unsafe require(X509_set_issuer_name(certificate, X509_get_subject_name(signer)))
        try unsafe finish(certificate, request, issuer: signer, key: key)
    }

    /// Everything but what depends on who signs.
    private static func fill(
        _ certificate: OpaquePointer, _ request: CertificateRequest, _ key: OpaquePointer
    ) throws(CertificateIssueError) {
        // 2 says version 3 (RFC 5280 section 4.1).
        try unsafe require(X509_set_version(certificate, 2))
        try unsafe setSerialNumber(certificate, request.serialNumber)
        try unsafe require(
            setTime(X509_getm_notBefore(certificate), request.notBefore)
                && setTime(X509_getm_notAfter(certificate), request.notAfter))
        try unsafe require(X509_set_pubkey(certificate, key))
        let subject = unsafe X509_get_subject_name(certificate)
        guard
            unsafe X509_NAME_add_entry_by_NID(
                subject, NID_commonName, MBSTRING_FLAG,
                request.commonName, Int32(clamping: request.commonName.utf8.count), -1, 0) == 1
        else { throw .refusedName }
    }

    private static func setTime(_ time: UnsafeMutablePointer<ASN1_TIME>?, _ value: WallTime) -> Bool
    {
        unsafe ASN1_TIME_set(time, Int(value.secondsSinceEpoch)) != nil
    }

    private static func setSerialNumber(
        _ certificate: OpaquePointer, _ number: Int64?
    ) throws(CertificateIssueError) {
        let serial = unsafe X509_get_serialNumber(certificate)
        if let number {
            try unsafe require(ASN1_INTEGER_set_int64(serial, number))
        } else {
            var random: UInt64 = 0
            let result = unsafe withUnsafeMutableBytes(of: &random) { bytes in
                unsafe RAND_bytes(bytes.baseAddress, Int32(bytes.count))
            }
            try require(result)
            try unsafe require(ASN1_INTEGER_set_uint64(serial, random | 1))
        }
    }

    private static func finish(
        _ certificate: OpaquePointer, _ request: CertificateRequest, issuer: OpaquePointer,
        key: OpaquePointer
    ) throws(CertificateIssueError) {
        try unsafe Extensions.add(to: certificate, request, issuer: issuer)
        let digest =
            switch request.digest {
            case .sha256: unsafe EVP_sha256()
            case .sha1: unsafe EVP_sha1()
            }
        guard unsafe X509_sign(certificate, key, digest) > 0 else { throw .library }
    }

    private static func pem(
        _ write: (OpaquePointer) -> Int32
    ) throws(CertificateIssueError) -> [UInt8] {
        guard let memory = MemoryBIO(), unsafe write(memory.pointer) == 1 else { throw .library }
        return memory.contents
    }

    private static func require(_ result: Int32) throws(CertificateIssueError) {
        try require(result == 1)
    }

    private static func require(_ holds: Bool) throws(CertificateIssueError) {
        guard holds else { throw .library }
    }
}
