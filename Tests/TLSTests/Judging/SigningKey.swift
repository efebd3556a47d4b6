import Glibc
import Testing

/// A key that the tests keep: to make one of 16,384 bits takes minutes.
///
/// That one is the product of two known primes, those of RFC 3526 group 18 and RFC 7919 ffdhe8192.
enum SigningKey: String, CaseIterable, Sendable {
    case rsa1024 = "rsa-1024"
    case rsa2048 = "rsa-2048"
    case rsa3072 = "rsa-3072"
    case rsa4096 = "rsa-4096"
    case rsa16384 = "rsa-16384"
    case p256
    case p384
    case p521
    case ed25519

    private var path: String {
        let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return "/\(folder)/Fixtures/\(rawValue).pem"
    }

    /// The key and its public half (RFC 7468 sections 10 and 13).
    var pem: [UInt8] {
        get throws {
            let file = unsafe try #require(fopen(path, "r"))
            defer { unsafe fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = unsafe fread(&bytes, 1, bytes.count, file)
            return Array(bytes.prefix(count))
        }
    }

    /// SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).
    var publicKey: [UInt8] {
        get throws { try Base64.decodedPEM(pem, "PUBLIC KEY") }
    }

    /// What a certificate says that it was signed with (RFC 3279, RFC 5758, RFC 8410).
    func algorithm(_ digest: SketchDigest) -> [UInt8] {
        switch (self, digest) {
        case (.ed25519, _): DER.sequence(DER.identifier("1.3.101.112"))
        case (.p256, .sha1), (.p384, .sha1), (.p521, .sha1):
            DER.sequence(DER.identifier("1.2.840.10045.4.1"))
        case (.p256, _), (.p384, _), (.p521, _):
            DER.sequence(DER.identifier("1.2.840.10045.4.3.2"))
        case (_, .md5): DER.sequence(DER.identifier("1.2.840.113549.1.1.4"), DER.null)
        case (_, .sha1): DER.sequence(DER.identifier("1.2.840.113549.1.1.5"), DER.null)
        case (_, .sha256): DER.sequence(DER.identifier("1.2.840.113549.1.1.11"), DER.null)
        }
    }

    /// The signature that the `openssl` program makes.
    func signature(of bytes: [UInt8], _ digest: SketchDigest) throws -> [UInt8] {
        let openssl = try OpenSSLProgram()
        try openssl.write(bytes, to: "message")
        let command =
            self == .ed25519
            ? ["pkeyutl", "-sign", "-rawin", "-inkey", path, "-in", "message", "-out", "signature"]
            : ["dgst", "-\(digest)", "-sign", path, "-out", "signature", "message"]
        _ = try openssl.run(command)
        return try openssl.read("signature")
    }
}

/// What a signature of the tests is made over.
enum SketchDigest: Sendable {
    case sha256
    case sha1
    case md5
}
