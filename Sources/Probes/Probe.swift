public import Network
public import Time

/// What can be attempted, again and again.
public protocol Probe: AnyObject, Sendable {
    /// Makes one attempt, which ends at its own deadline at the latest.
    ///
    /// Cancelling the task ends it soon with an inconclusive `shutdown`.
    func attempt(in world: ProbeWorld) async -> ProbeReport
}

/// What a probe may ask of the world.
///
/// A class, because every attempt is handed it: a reference costs less than four existentials.
public final class ProbeWorld: Sendable {
    /// Who tells the time.
    public let time: any TimeSource
    /// Who opens connections.
    public let transport: any Transport
    /// Who knows addresses.
    public let resolver: any NameResolver
    /// Who knows what credentials are now.
    public let credentials: CredentialKeeper

    /// A world of these.
    public init(
        time: any TimeSource, transport: any Transport, resolver: any NameResolver,
        credentials: CredentialKeeper
    ) {
        self.time = time
        self.transport = transport
        self.resolver = resolver
        self.credentials = credentials
    }
}
