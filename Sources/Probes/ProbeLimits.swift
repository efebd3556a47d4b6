/// The bounds of an attempt.
public enum ProbeLimits {
    /// An attempt during which the prober stood still for longer is not fair.
    public static let stallMax: Duration = .milliseconds(100)
    /// The same, where a quarter of its timeout is longer.
    public static let stallShareOfTimeout = 4
    /// An attempt during which the machine was suspended for longer is not fair.
    public static let suspensionMax: Duration = .milliseconds(50)
    /// Bytes that are read at once in a handshake: one record and its header (RFC 8446 section
    /// 5.2).
    public static let handshakeReadBytesMax = 16 * 1024 + 256 + 5
    /// Bytes that a peer may send in a handshake; a chain of certificates has at most 100 KiB.
    public static let handshakeBytesMax = 512 * 1024
    /// How often a probe may try out which versions of TLS are accepted.
    public static let versionAuditInterval: Duration = .seconds(300)
}
