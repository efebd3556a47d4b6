public import Configuration

/// How a configuration is read again while it runs.
public struct Reloading: Sendable {
    /// Reads it as it is now, the share of this vantage point; called away from the loop.
    public var load: @Sendable () -> Result<Settings, ConfigurationErrors>
    /// What the log calls it.
    public var name: String
    /// Whether a POST of `/-/reload` has it read again.
    public var acceptsRequests: Bool
    /// Whether it is read again by itself when its files have changed.
    public var followsFiles: Bool

    /// A configuration called `name` that `load` reads.
    public init(
        name: String, acceptsRequests: Bool = false, followsFiles: Bool = false,
        load: @escaping @Sendable () -> Result<Settings, ConfigurationErrors>
    ) {
        self.name = name
        self.acceptsRequests = acceptsRequests
        self.followsFiles = followsFiles
        self.load = load
    }
}

/// How reading a configuration again has ended.
public enum ReloadOutcome: Sendable, CustomStringConvertible {
    /// It runs now.
    case loaded(Plan.Counts)
    /// It cannot run, for these reasons; the one before it goes on.
    case refused([String])
    /// The exporter has ended before.
    case ended

    /// For people: what has changed, or a line for each mistake.
    public var description: String {
        switch self {
        case .loaded(let counts):
            "The configuration was loaded: \(counts.kept) probes kept, \(counts.changed) changed, "
                + "\(counts.added) added, \(counts.removed) removed."
        case .refused(let reasons):
            "The configuration was refused, and the one before it goes on:\n"
                + reasons.joined(separator: "\n")
        case .ended: "The exporter ends."
        }
    }
}
