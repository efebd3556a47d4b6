import Network
import Synchronization
import Time

/// A stream through a proxy, whose first bytes arrived together with the proxy's answer.
final class TunnelStream: ByteStream {
    private let stream: any ByteStream
    private let rest: Mutex<ArraySlice<UInt8>>

    /// The stream behind `rest`.
    init(_ stream: any ByteStream, after rest: [UInt8]) {
        self.stream = stream
        self.rest = Mutex(rest[...])
    }

    var peer: Endpoint { stream.peer }
    var localEndpoint: Endpoint? { stream.localEndpoint }

    func read(
        into buffer: inout [UInt8], atMost limit: Int, deadline: Instant
    ) async throws(NetworkError) -> Int {
        let first = rest.withLock { rest in
            defer { rest = rest.dropFirst(limit) }
            return Array(rest.prefix(limit))
        }
        buffer += first
        guard first.isEmpty else { return first.count }
        return try await stream.read(into: &buffer, atMost: limit, deadline: deadline)
    }

    func write(_ bytes: [UInt8], deadline: Instant) async throws(NetworkError) {
        try await stream.write(bytes, deadline: deadline)
    }

    func finishWriting() {
        stream.finishWriting()
    }
}
