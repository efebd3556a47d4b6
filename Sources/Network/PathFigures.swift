/// What the kernel itself measured on the way to a peer, tcp(7), TCP_INFO.
public struct PathFigures: Equatable, Sendable {
    /// The smoothed round trip.
    public var roundTrip: Duration
    /// How far single round trips lie from it; half of the first one to begin with (RFC 6298
    /// section 2.2).
    public var roundTripVariation: Duration
    /// Segments that had to be sent again, SYNs among them.
    public var retransmissions: Int

    /// These figures.
    public init(roundTrip: Duration, roundTripVariation: Duration, retransmissions: Int) {
        self.roundTrip = roundTrip
        self.roundTripVariation = roundTripVariation
        self.retransmissions = retransmissions
    }
}
