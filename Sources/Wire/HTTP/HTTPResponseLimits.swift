/// How much a response may hold; all but the body is the same for everyone who asks.
public struct HTTPResponseLimits: Hashable, Sendable {
    /// Bytes of a head from the first of the status line to the empty line, line ends included.
    public var headBytesMax = 65_536
    /// Lines of fields in a head, or of trailers.
    public var fieldLinesMax = 256
    /// Heads of the kind 1xx before the one that counts (RFC 9110 section 15.2).
    public var interimHeadsMax = 8
    /// Bytes of the lines before chunks, over all chunks, beyond what a size needs.
    ///
    /// Nobody needs any: this bounds the work that a body of a few bytes can make.
    public var chunkExtensionBytesMax = 16_384
    /// Bytes behind the last chunk, line ends included.
    public var trailerBytesMax = 8_192
    /// Bytes of the body, without what frames it.
    public var bodyBytesMax: Int

    /// The usual limits, and that of a body.
    public init(bodyBytesMax: Int) {
        precondition(bodyBytesMax >= 0, "a body has no fewer bytes than none")
        self.bodyBytesMax = bodyBytesMax
    }
}
