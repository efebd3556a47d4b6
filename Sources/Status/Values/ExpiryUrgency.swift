public import Time

/// How near the end of a certificate is.
public enum ExpiryUrgency {
    /// Nobody is told.
    case far
    /// Somebody is warned.
    case near
    /// Somebody is woken, or it has ended.
    case critical

    /// How near an end is at a moment.
    public init(_ end: WallTime, _ warnings: ExpiryWarnings, at now: WallTime) {
        let left = end - now
        if left <= warnings.critical ?? .zero {
            self = .critical
        } else {
            self = left <= warnings.warning ?? .zero ? .near : .far
        }
    }
}
