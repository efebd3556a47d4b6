public import Time

/// What opens and accepts TCP connections.
public protocol Transport: Sendable {
    /// Opens a TCP connection to `endpoint` in the way of `options`, at the latest by `deadline`.
    ///
    /// Throws ``NetworkError/timeout`` when the deadline comes first, and
    /// ``NetworkError/cancelled`` when the calling task is cancelled.
    func connect(
        to endpoint: Endpoint, _ options: ConnectionOptions, deadline: Instant
    ) async throws(NetworkError) -> Connection

    /// Binds `endpoint` and listens; port 0 takes a free one.
    func listen(on endpoint: Endpoint) throws(ListenError) -> any StreamListener
}

extension Transport {
    /// Opens a TCP connection to `endpoint` as the system would, at the latest by `deadline`.
    public func connect(
        to endpoint: Endpoint, deadline: Instant
    ) async throws(NetworkError) -> Connection {
        try await connect(to: endpoint, ConnectionOptions(), deadline: deadline)
    }
}

/// An established connection, and when it came to be.
public struct Connection: Sendable {
    /// The bytes; dropping the last reference closes the connection.
    public let stream: any ByteStream
    /// Read just before the connection was asked for.
    public let startedAt: Instant
    /// Read when the connection was seen to stand.
    public let connectedAt: Instant
    /// What the kernel saw of the way when the connection stood; nil where it does not tell.
    public let path: PathFigures?

    /// A connection that was asked for and stood at the given instants.
    public init(
        stream: any ByteStream, startedAt: Instant, connectedAt: Instant, path: PathFigures? = nil
    ) {
        self.stream = stream
        self.startedAt = startedAt
        self.connectedAt = connectedAt
        self.path = path
    }
}

/// What accepts connections; dropping the last reference closes it.
public protocol StreamListener: AnyObject, Sendable {
    /// The address that is bound, with the port that the kernel chose.
    var endpoint: Endpoint { get }

    /// Waits for the next connection.
    ///
    /// Throws ``NetworkError/cancelled`` when the task is cancelled, and ``NetworkError/local(_:)``
    /// when a connection waits but a descriptor or memory lacks: wait a while, then ask again.
    func accept() async throws(NetworkError) -> any ByteStream
}

/// Why an address could not be listened on.
public enum ListenError: Error, Equatable, Sendable {
    /// Another process, or this one, listens there already (EADDRINUSE).
    case inUse
    /// The address is none of this machine (EADDRNOTAVAIL).
    case addressUnavailable
    /// Our own trouble.
    case local(LocalTrouble)
    /// An error number that has no name here.
    case other(errorNumber: Int32)
}
