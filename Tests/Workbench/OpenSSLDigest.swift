/// What OpenSSL's program makes of a text.
package enum OpenSSLDigest {
    /// Its SHA-256, in base64 (RFC 4648 section 4).
    package static func base64(of text: String) throws -> String {
        let folder = try TemporaryFolder()
        let path = try folder.write("text", text)
        let digest = folder.path + "/digest"
        _ = try Programs.run(
            Programs.openssl, ["dgst", "-sha256", "-binary", "-out", digest, path])
        return try Programs.run(Programs.openssl, ["base64", "-A", "-in", digest])
    }
}
