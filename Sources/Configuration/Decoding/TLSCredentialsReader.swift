internal import Network

/// Reads which certificate is shown: `certificate_file` and `key_file`.
extension TLSReader {
    /// Where certificate and key lie, which may be one file; nil where none is written.
    ///
    /// That the key belongs to the certificate is for the TLS library to find out.
    func readCredentials(_ mapping: inout MappingReader) -> TLSCredentialFiles? {
        let certificateField = mapping.take("certificate_file")
        let keyField = mapping.take("key_file")
        guard let certificateField else {
            keyField?.report(
                Mistake(
                    "there is a key_file but no certificate_file",
                    "write certificate_file: with the certificate of that key as well"))
            return nil
        }
        let certificate = certificateField.path(limits).flatMap { path in
            certificateField.attempt { () throws(Mistake) in
                try certificatePath(path, holdsKey: keyField == nil)
            }
        }
        let key = keyField.flatMap { field in
            field.path(limits).flatMap { path in
                field.attempt { () throws(Mistake) in try keyPath(path) }
            }
        }
        guard let certificate else { return nil }
        return TLSCredentialFiles(certificate: certificate, key: key ?? certificate)
    }

    private func certificatePath(
        _ path: String, holdsKey: Bool
    ) throws(Mistake) -> String {
        let (fullPath, content) = try files.credentials(path)
        guard PEM.hasCertificate(content) else {
            throw Mistake(
                "there is no certificate in \(Excerpt.of(fullPath))",
                "name a file with a certificate in PEM")
        }
        if holdsKey {
            try checkKey(
                content, fullPath,
                otherwise: "write key_file: with the file of its key, or name one with both")
            try files.checkIsPrivate(fullPath)
        }
        return fullPath
    }

    private func keyPath(_ path: String) throws(Mistake) -> String {
        let (fullPath, content) = try files.credentials(path)
        try checkKey(content, fullPath, otherwise: "name a file with a private key in PEM")
        try files.checkIsPrivate(fullPath)
        return fullPath
    }

    private func checkKey(
        _ content: [UInt8], _ path: String, otherwise suggestion: String
    ) throws(Mistake) {
        switch PEM.key(content) {
        case .plain: break
        case .none: throw Mistake("there is no private key in \(Excerpt.of(path))", suggestion)
        case .encrypted:
            throw Mistake(
                "the key in \(Excerpt.of(path)) is encrypted",
                "store it without a password, as openssl pkey does, readable for the exporter alone"
            )
        }
    }
}
