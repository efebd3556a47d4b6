public import Network
public import Time

/// What an OCSP response shall say that is made in memory.
public struct StapleRequest: Sendable {
    /// What is said of the certificate.
    public enum Answer: Sendable {
        /// It was not revoked.
        case good
        /// It was, at that time.
        case revoked(at: WallTime, RevocationReason?)
        /// Nothing is known of it.
        case unknown
    }

    /// What is said.
    public var answer: Answer
    /// Since when that is known to be right.
    public var thisUpdate: WallTime
    /// By when something newer will be known; left out where absent.
    public var nextUpdate: WallTime?

    /// A request for an answer with these dates.
    public init(_ answer: Answer, thisUpdate: WallTime, nextUpdate: WallTime? = nil) {
        self.answer = answer
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
    }
}
