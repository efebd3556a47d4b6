/// How much of everything a client may have; the standard values are those of the exporter.
///
/// The bounds of a request head are `HTTPHeadLimits` in Wire.
public struct HTTPLimits: Sendable {
    /// Connections served at the same time, over all listeners; one more is answered with 503.
    public var connectionsMax = 64
    /// Connections being refused at the same time; one more is closed without an answer.
    public var refusalsMax = 16
    /// Bytes of a body that is sent in one piece with its head, whoever else is being answered.
    static let shortBodyBytesMax = 65_536
    /// Long and streamed bodies being sent at the same time; one more is answered with 503.
    public var streamsMax = 8
    /// Requests on one connection; the last is answered with `Connection: close`.
    public var requestsPerConnectionMax = 1_000
    /// From the first byte of a head to its last; for the first head, from the connection on.
    public var headTimeout = Duration.seconds(5)
    /// How long a connection may stay silent after an answer.
    public var idleTimeout = Duration.seconds(30)
    /// From the first byte of an answer to its last.
    public var responseTimeout = Duration.seconds(30)
    /// How long a client may go on sending after the last answer, and how long a refusal may take.
    public var lingerTimeout = Duration.seconds(1)
    /// Bytes that a client may go on sending after the last answer.
    public var lingerBytesMax = 65_536
    /// Bytes asked for at once when a connection is read.
    public var readBytesMax = 4_096
    /// How long no connection is accepted after an error that was not the connection's.
    public var acceptPause = Duration.milliseconds(500)

    /// The standard values, to be changed one by one.
    public init() {}

    /// The values of the exporter.
    public static let standard = HTTPLimits()
}
