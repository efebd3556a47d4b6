public import Network

/// A configuration with the targets that its files tell, for who runs nothing.
public struct SettingsWithTargets: Sendable {
    /// The configuration, and the probes of those targets.
    public var settings: Settings
    /// What is wrong with the files, each with the probe that it is wrong for.
    public var faults: [(probe: String, fault: String)] = []

    /// Reads the files of targets as they are now; names of services and servers are not asked.
    ///
    /// The probes are those of all gateways, as those of the configuration are.
    public init(_ settings: Settings, in files: any Files) {
        self.settings = settings
        for sourced in settings.sourced {
            guard case .files(let patterns) = sourced.source else { continue }
            let reading = TargetFiles(patterns).read(in: files)
            faults += reading.faults.map { (sourced.qualifiedName, $0) }
            do throws(SourcedProbe.Refusal) {
                self.settings.probes += try sourced.probes(
                    of: reading.groups, atMost: self.settings.roomForProbes)
            } catch {
                faults.append((sourced.qualifiedName, error.description))
            }
        }
    }
}
