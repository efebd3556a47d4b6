/// What is right in a configuration, and will yet give trouble.
public struct ConfigurationWarning: Hashable, Sendable, CustomStringConvertible {
    /// The probe that it begins with, `server/probe`, or the name of an entry.
    public let place: String
    /// What will happen.
    public let message: String
    /// What would be better.
    public let suggestion: String

    /// A warning about what stands at `place`, and perhaps about more after it.
    public init(at place: String, message: String, suggestion: String) {
        self.place = place
        self.message = message
        self.suggestion = suggestion
    }

    /// `payments/api: what will happen; what would be better`.
    public var description: String { "\(place): \(message); \(suggestion)" }
}

extension Settings {
    /// What is right, and will yet give trouble, as far as the settings alone tell.
    public var warnings: [ConfigurationWarning] {
        BusyDestinations.warnings(self) + DistantParents.warnings(self) + idleMaintenance
    }
}

extension Settings {
    /// Maintenance that concerns nobody: most likely a label is written otherwise than meant.
    private var idleMaintenance: [ConfigurationWarning] {
        maintenanceOfNobody.map { name in
            ConfigurationWarning(
                at: "maintenance \(name)", message: "it concerns no probe",
                suggestion: "write servers, probes and labels as the probes have them")
        }
    }
}
