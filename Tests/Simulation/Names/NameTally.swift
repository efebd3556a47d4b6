import Network

/// How the questions for a name truly ended, whatever was told of them.
///
/// The test's own count, to hold the exporter's against.
public struct NameTally: Equatable, Sendable {
    /// Addresses or services were told.
    public internal(set) var answered = 0
    /// The name does not exist.
    public internal(set) var notFound = 0
    /// The name has no such address or no service.
    public internal(set) var noData = 0
    /// The deadline came first.
    public internal(set) var timedOut = 0
    /// The servers failed.
    public internal(set) var serverFailure = 0
    /// The servers refused.
    public internal(set) var refused = 0
    /// The answer could not be read.
    public internal(set) var malformed = 0
    /// The task was cancelled first.
    public internal(set) var cancelled = 0
    /// Nothing was asked for want of something of ours.
    public internal(set) var localTrouble = 0
    /// A status without a name.
    public internal(set) var other = 0

    /// Nothing was asked yet.
    public init() {}

    /// Those that gave no answer.
    public var failed: Int {
        notFound + noData + timedOut + serverFailure + refused + malformed + cancelled
            + localTrouble + other
    }

    mutating func count(_ error: ResolveError?) {
        switch error {
        case nil: answered += 1
        case .notFound: notFound += 1
        case .noData: noData += 1
        case .timeout: timedOut += 1
        case .serverFailure: serverFailure += 1
        case .refused: refused += 1
        case .malformed: malformed += 1
        case .cancelled: cancelled += 1
        case .local: localTrouble += 1
        case .other: other += 1
        }
    }
}
