/// What makes long texts short.
public protocol Compressor: Sendable {
    /// Begins a text in the gzip format (RFC 1952); nil where there is no memory for it.
    func begin() -> (any CompressedText)?
}

/// A text that is being compressed, by one at a time, on whatever thread.
public protocol CompressedText: AnyObject, Sendable {
    /// Compresses the next bytes, and appends what is known of the result; the last ones end it.
    func append(_ bytes: [UInt8], isLast: Bool, to result: inout [UInt8])
}
