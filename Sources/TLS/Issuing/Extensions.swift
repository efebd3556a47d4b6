internal import COpenSSL
internal import Network

/// The extensions of a certificate that is being made (RFC 5280 section 4.2).
enum Extensions {
    /// Adds those that the request asks for, and the identifiers of both keys.
    static func add(
        to certificate: OpaquePointer, _ request: CertificateRequest, issuer: OpaquePointer
    ) throws(CertificateIssueError) {
        for (identifier, value) in texts(request) {
            try unsafe add(identifier, value, to: certificate, issuer: issuer)
        }
        // A certificate that signs itself needs no pointer to its issuer.
        if unsafe certificate != issuer {
            try unsafe add(
                NID_authority_key_identifier, "keyid", to: certificate, issuer: issuer)
        }
        if !request.alternativeNames.isEmpty {
            try unsafe add(request.alternativeNames, to: certificate)
        }
    }

    private static func texts(_ request: CertificateRequest) -> [(Int32, String)] {
        var texts: [(Int32, String)] = [(NID_subject_key_identifier, "hash")]
        switch request.use {
        case .server, .client, .responder:
            texts.append((NID_basic_constraints, "critical,CA:FALSE"))
            texts.append((NID_key_usage, "critical,digitalSignature,keyEncipherment"))
        case .authority:
            texts.append((NID_basic_constraints, "critical,CA:TRUE"))
            texts.append((NID_key_usage, "critical,keyCertSign,cRLSign"))
        }
        switch request.use {
        case .server: texts.append((NID_ext_key_usage, "serverAuth"))
        case .client: texts.append((NID_ext_key_usage, "clientAuth"))
        case .responder: texts.append((NID_ext_key_usage, "OCSPSigning"))
        case .authority: break
        }
        if let domain = request.permittedDomain {
            texts.append((NID_name_constraints, "critical,permitted;DNS:\(domain)"))
        }
        return texts
    }

    private static func add(
        _ identifier: Int32, _ value: String, to certificate: OpaquePointer, issuer: OpaquePointer
    ) throws(CertificateIssueError) {
        var context = unsafe X509V3_CTX()
        unsafe X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
        guard let made = unsafe X509V3_EXT_conf_nid(nil, &context, identifier, value) else {
            throw .refusedName
        }
        defer { unsafe X509_EXTENSION_free(made) }
        guard unsafe X509_add_ext(certificate, made, -1) == 1 else { throw .library }
    }

    private static func add(
        _ names: [CertificateName], to certificate: OpaquePointer
    ) throws(CertificateIssueError) {
        guard let list = unsafe GENERAL_NAMES_new() else { throw .library }
        defer { unsafe GENERAL_NAMES_free(list) }
        for name in names {
            let kind: Int32
            let bytes: [UInt8]
            switch name {
            case .dns(let text): (kind, bytes) = (GEN_DNS, Array(text.utf8))
            case .address(let address): (kind, bytes) = (GEN_IPADD, address.bytes)
            }
            guard !bytes.isEmpty else { throw .refusedName }
            guard unsafe sonde_add_name(list, kind, bytes, Int32(clamping: bytes.count)) == 1
            else { throw .library }
        }
        let value = unsafe UnsafeMutableRawPointer(list)
        guard unsafe X509_add1_ext_i2d(certificate, NID_subject_alt_name, value, 0, 0) == 1
        else { throw .library }
    }
}
