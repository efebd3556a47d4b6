import Patterns

extension Service {
    /// Protocols of lines of text.
    static let textServices = [
        // RFC 4253 section 4.2: lines of a banner may come before the identification string.
        Service(
            "ssh", port: 22, proof: "an identification string (RFC 4253 section 4.2)",
            learns: ["version", "software"]
        ) { () throws(PatternError) in
            [try .expect(#"^SSH-(?P<version>[0-9.]+)-(?P<software>[^ \r\n]+)"#)]
        }
    ]
}
