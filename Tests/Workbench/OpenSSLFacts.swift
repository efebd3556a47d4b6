/// What the openssl program says of a server and of its certificates.
package struct OpenSSLFacts {
    /// The number behind `Verify return code:`.
    package let verifyCode: Int
    /// Each certificate as it was served, in the words of ``ProbeText``.
    package let certificates: [[String: String]]
    package let version: String
    package let cipher: String

    package struct Malformed: Error {
        package let text: String
    }

    /// Connects with `openssl s_client`.
    package init(port: UInt16, name: String, authorities: String) throws {
        let text = try Programs.run(
            Programs.openssl,
            [
                "s_client", "-connect", "127.0.0.1:\(port)", "-servername", name,
                "-verify_hostname", name, "-CAfile", authorities, "-showcerts",
            ])
        func word(after mark: String) throws -> Substring {
            guard let start = text.firstRange(of: mark)?.upperBound else {
                throw Malformed(text: text)
            }
            return text[start...].prefix { !", \n".contains($0) }
        }
        guard let code = Int(try word(after: "Verify return code: ")) else {
            throw Malformed(text: text)
        }
        verifyCode = code
        version = String(try word(after: "\nNew, "))
        cipher = String(try word(after: "Cipher is "))
        let begin = "-----BEGIN CERTIFICATE-----"
        let end = "-----END CERTIFICATE-----"
        let folder = try TemporaryFolder()
        // The leaf is shown once more behind the chain.
        let chain = text.prefix(
            upTo: text.firstRange(of: "Server certificate")?.lowerBound ?? text.endIndex)
        certificates = try chain.ranges(of: begin).map { start in
            guard let last = text[start.upperBound...].firstRange(of: end) else {
                throw Malformed(text: text)
            }
            let pem = String(text[start.lowerBound..<last.upperBound]) + "\n"
            return try Self.facts(try folder.write("certificate.pem", pem))
        }
    }

    private static func facts(_ file: String) throws -> [String: String] {
        let text = try Programs.run(
            Programs.openssl,
            [
                "x509", "-in", file, "-noout", "-subject", "-issuer", "-nameopt", "RFC2253",
                "-startdate", "-enddate", "-dateopt", "iso_8601", "-serial", "-fingerprint",
                "-sha256",
            ])
        var facts: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let equals = line.firstIndex(of: "=") else { throw Malformed(text: text) }
            let value = String(line[equals...].dropFirst())
            switch line[..<equals] {
            case "subject": facts["subject"] = value
            case "issuer": facts["issuer"] = value
            case "notBefore": facts["not before"] = value.replacing(" ", with: "T")
            case "notAfter": facts["not after"] = value.replacing(" ", with: "T")
            case "serial": facts["serial"] = value.lowercased()
            case "sha256 Fingerprint":
                facts["sha256"] = value.replacing(":", with: "").lowercased()
            default: throw Malformed(text: text)
            }
        }
        return facts
    }
}
