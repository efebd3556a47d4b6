public import Time

/// An established, ordered stream of bytes; dropping the last reference closes it.
///
/// One task at a time reads or writes. Class-bound, because an existential of a noncopyable type in
/// an optional property cannot be called through (Swift 6.3).
public protocol ByteStream: AnyObject, Sendable {
    /// The other end.
    var peer: Endpoint { get }
    /// Our own end; nil where it is not known.
    var localEndpoint: Endpoint? { get }

    /// Appends what has arrived, at most `limit` bytes, waiting for the first; 0 is the end.
    ///
    /// Throws ``NetworkError/timeout`` at `deadline`, ``NetworkError/reset`` on an RST.
    func read(
        into buffer: inout [UInt8], atMost limit: Int, deadline: Instant
    ) async throws(NetworkError) -> Int

    /// Writes all of `bytes`, waiting for room as often as it takes.
    ///
    /// Throws ``NetworkError/timeout`` at `deadline`, ``NetworkError/reset`` where nobody reads.
    func write(_ bytes: [UInt8], deadline: Instant) async throws(NetworkError)

    /// Says that no more will be written (FIN); what the peer still sends can be read.
    func finishWriting()
}
