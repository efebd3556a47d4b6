/// The bounds of an attempt.
public enum ProbeLimits {
    /// An attempt during which the prober stood still for longer is not fair.
    public static let stallMax: Duration = .milliseconds(100)
    /// The same, where a quarter of its timeout is longer.
    public static let stallShareOfTimeout = 4
    /// An attempt during which the machine was suspended for longer is not fair.
    public static let suspensionMax: Duration = .milliseconds(50)
    /// Addresses of one name that an attempt tries; each takes a descriptor.
    public static let addressesMax = 32
    /// After this the next address is tried as well (RFC 8305 section 8), or when one has failed.
    public static let raceDelay: Duration = .milliseconds(250)
    /// From the start at one address to that at the next, where all are attempted.
    public static let addressPace: Duration = .milliseconds(10)
    /// The starts together take no more than this part of an attempt's time.
    public static let addressPaceShare = 4
    /// With an answer to fall back on the name servers have this part of an attempt's time.
    public static let staleShareOfTimeout = 2
    /// Bytes that are read at once in a handshake: one record and its header (RFC 8446 section
    /// 5.2).
    public static let handshakeReadBytesMax = 16 * 1024 + 256 + 5
    /// Bytes that a peer may send in a handshake; a chain of certificates has at most 100 KiB.
    public static let handshakeBytesMax = 512 * 1024
    /// Bytes of a file with the certificate that should be served.
    public static let certificateFileBytesMax = 4 << 20
    /// Bytes that are read at once of what a proxy says.
    public static let proxyReadBytesMax = 4 * 1024
}
