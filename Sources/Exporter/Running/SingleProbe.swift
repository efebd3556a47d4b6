public import Configuration
public import Probes

/// One probe without a schedule, for who asks on the command line.
public struct SingleProbe: Sendable {
    private let probe: any Probe
    private let world: ProbeWorld

    /// A probe with these settings.
    ///
    /// Where it keeps a transcript, its report tells what was said. Throws where its TLS settings
    /// cannot be made ready.
    public init(
        _ settings: ProbeSettings, _ world: World, keepsTranscript: Bool = false
    ) throws(ExporterError) {
        let credentials = world.makeCredentialKeeper()
        var maker = ProbeMaker(world, credentials, keepsTranscripts: keepsTranscript)
        probe = try maker.make(settings)
        self.world = world.forProbes(credentials)
    }

    /// Makes one attempt.
    public func attempt() async -> ProbeReport {
        await probe.attempt(in: world)
    }
}
