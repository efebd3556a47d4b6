public import Network

/// zlib's deflate, at the level that costs least: an exposition repeats itself so much that more
/// effort saves little.
public struct ZlibCompressor: Compressor {
    /// A compressor.
    public init() {}

    /// Compresses piece by piece; neither all that goes in nor the state outlives the call.
    public func gzip(_ produce: (inout [UInt8]) -> Bool) -> [UInt8]? {
        guard var stream = GzipStream() else { return nil }
        var result: [UInt8] = []
        var piece: [UInt8] = []
        var hasMore = true
        while hasMore {
            piece.removeAll(keepingCapacity: true)
            hasMore = produce(&piece)
            stream.append(piece.span, isLast: !hasMore, to: &result)
        }
        return result
    }
}
