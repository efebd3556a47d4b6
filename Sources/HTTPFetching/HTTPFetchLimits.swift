/// The bounds of fetching; those of a response are `HTTPResponseLimits` in Wire.
public enum HTTPFetchLimits {
    /// Addresses of one name that are tried, one after another.
    public static let addressesMax = 8
    /// Bytes that are read at once: one record of TLS and its header (RFC 8446 section 5.2).
    public static let readBytesMax = 16 * 1024 + 256 + 5
    /// Reads after which other tasks get their turn.
    public static let readsInARowMax = 16
    /// Bytes that a peer may send in a handshake; a chain of certificates has at most 100 KiB.
    public static let handshakeBytesMax = 512 * 1024
    /// Bytes of records that say nothing between two that do; a server sends a few tickets.
    public static let idleRecordBytesMax = 256 * 1024
}
