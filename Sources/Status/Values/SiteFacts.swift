public import Time

/// What all pages of an exporter say of it.
public struct SiteFacts: Sendable {
    /// Of the program: `0.1.0`.
    public var version: String
    /// The name of this vantage point; nil where it has none.
    public var gateway: String?
    /// Where the metrics are.
    public var telemetryPath: String
    /// Whether there is a page of what to do about each alert.
    public var hasRunbook: Bool
    /// When this was.
    public var now: WallTime

    /// What is said at that time.
    public init(
        version: String, gateway: String?, telemetryPath: String, hasRunbook: Bool, now: WallTime
    ) {
        self.version = version
        self.gateway = gateway
        self.telemetryPath = telemetryPath
        self.hasRunbook = hasRunbook
        self.now = now
    }
}
