public import Network

/// What knows the answers.
public protocol HTTPHandler: Sendable {
    /// The answer to `request`; long work belongs into a ``BodyProducer``, or away from the loop.
    func respond(to request: HTTPRequest) async -> HTTPResponse
}

/// What makes a long body, a slice at a time.
///
/// Other work of the loop is done between the slices, and no slice is made before the one before it
/// has been written, so a body never stands in memory as a whole.
public protocol BodyProducer {
    /// Appends the next slice, at most about 256 KiB or 5 ms of work, to whatever `buffer` holds.
    ///
    /// True where more follows; a slice may be empty. What takes longer is done beside the loop,
    /// and waited for.
    mutating func produce(into buffer: inout [UInt8]) async -> Bool
}

/// What counts connections and answers.
public protocol HTTPObserver: Sendable {
    /// An answer is about to be sent; `handler` is one of the routes' names or ``HTTPHandlerName``.
    func answered(handler: String, code: Int)
    /// A connection is going to be served.
    func opened()
    /// A connection that was served has ended.
    func closed()
    /// No connection could be accepted, and none will be for a while (``HTTPLimits/acceptPause``).
    func acceptFailed(_ error: NetworkError)
}

/// The names under which answers are counted that no route has given.
public enum HTTPHandlerName {
    /// Refusals of the server itself: wrong requests, late ones, too many connections.
    public static let server = "server"
    /// Requests for a path without a route.
    public static let unknown = "unknown"
}
