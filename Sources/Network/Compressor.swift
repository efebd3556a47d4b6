/// What makes long texts short.
public protocol Compressor: Sendable {
    /// What `produce` appends, piece by piece, in the gzip format (RFC 1952).
    ///
    /// `produce` says whether more follows; the buffer is empty each time. Nil where there is no
    /// memory for it.
    func gzip(_ produce: (inout [UInt8]) -> Bool) -> [UInt8]?
}
