import Network

/// How the connections to an endpoint truly ended, whatever was told of them.
///
/// The test's own count, to hold the exporter's against.
public struct ConnectionTally: Equatable, Sendable {
    /// The connection stood.
    public internal(set) var established = 0
    /// An RST answered the SYN.
    public internal(set) var refused = 0
    /// An RST ended it before it was seen to stand.
    public internal(set) var reset = 0
    /// The host could not be reached.
    public internal(set) var hostUnreachable = 0
    /// The network could not be reached.
    public internal(set) var networkUnreachable = 0
    /// The deadline came first, or the kernel gave up.
    public internal(set) var timedOut = 0
    /// The task was cancelled first.
    public internal(set) var cancelled = 0
    /// No packet left.
    public internal(set) var localTrouble = 0
    /// An error without a name.
    public internal(set) var other = 0

    /// All of them.
    public var count: Int {
        established + refused + reset + hostUnreachable + networkUnreachable + timedOut + cancelled
            + localTrouble + other
    }

    mutating func count(_ error: NetworkError?) {
        switch error {
        case nil: established += 1
        case .refused: refused += 1
        case .reset: reset += 1
        case .hostUnreachable: hostUnreachable += 1
        case .networkUnreachable: networkUnreachable += 1
        case .timeout: timedOut += 1
        case .cancelled: cancelled += 1
        case .local: localTrouble += 1
        case .other: other += 1
        }
    }
}
