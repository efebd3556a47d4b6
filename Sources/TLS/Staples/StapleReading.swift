package import Network
package import Time

/// What was read of a stapled response and verified, whatever the time is.
package struct StapleReading: Equatable, Sendable {
    /// What it says of the leaf; invalid where it is not to be believed at any time.
    package var revocation: RevocationStatus
    /// Since when that is known to be right; nil where nothing was read that is about the leaf.
    package var thisUpdate: WallTime?
    /// By when something newer will be known.
    package var nextUpdate: WallTime?
    /// Whom the issuer lets answer in its place; nil where it answers itself.
    var delegate: Delegate?

    /// How long the certificate of a responder is valid.
    struct Delegate: Equatable, Sendable {
        var notBefore: WallTime
        var notAfter: WallTime
    }

    init(
        _ revocation: RevocationStatus, thisUpdate: WallTime? = nil, nextUpdate: WallTime? = nil
    ) {
        self.revocation = revocation
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
    }

    /// What it is worth at `now` (RFC 6960 section 3.2); its dates are told either way.
    package func status(at now: WallTime) -> StapledStatus {
        StapledStatus(
            worth(at: now), thisUpdate: thisUpdate, nextUpdate: nextUpdate)
    }

    private func worth(at now: WallTime) -> RevocationStatus {
        if case .invalid = revocation { return revocation }
        if let thisUpdate, now < thisUpdate { return .invalid(.stale) }
        if let nextUpdate, nextUpdate < now { return .invalid(.stale) }
        if let delegate, now < delegate.notBefore || delegate.notAfter < now {
            return .invalid(.unauthorizedResponder)
        }
        return revocation
    }
}
