public import Network
import Synchronization

/// zlib's deflate, at the level that costs least: an exposition repeats itself so much that more
/// effort saves little.
public struct ZlibCompressor: Compressor {
    /// A compressor.
    public init() {}

    /// Begins a text, of which zlib keeps the last 32 KiB and tables of some 230 KiB.
    public func begin() -> (any CompressedText)? {
        guard let stream = GzipStream() else { return nil }
        return ZlibText(stream)
    }
}

/// A stream that is handed from thread to thread.
private final class ZlibText: CompressedText {
    private let stream: Mutex<GzipStream>

    init(_ stream: consuming sending GzipStream) {
        self.stream = Mutex(stream)
    }

    func append(_ bytes: [UInt8], isLast: Bool, to result: inout [UInt8]) {
        let more = stream.withLock { stream in
            var more: [UInt8] = []
            stream.append(bytes.span, isLast: isLast, to: &more)
            return more
        }
        result += more
    }
}
