/// What is right in a configuration, and will yet give trouble.
public struct ConfigurationWarning: Hashable, Sendable, CustomStringConvertible {
    /// The probe that it begins with: `server/probe`.
    public let probe: String
    /// What will happen.
    public let message: String
    /// What would be better.
    public let suggestion: String

    /// A warning about `probe`, and perhaps others after it.
    public init(probe: String, message: String, suggestion: String) {
        self.probe = probe
        self.message = message
        self.suggestion = suggestion
    }

    /// `payments/api: what will happen; what would be better`.
    public var description: String { "\(probe): \(message); \(suggestion)" }
}

extension Settings {
    /// What is right, and will yet give trouble, as far as the settings alone tell.
    public var warnings: [ConfigurationWarning] { BusyDestinations.warnings(self) }
}
