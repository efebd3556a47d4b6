import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// The number of series that is foretold, against those that a page has.
struct SeriesEstimateTests {
    private static func isProbe(_ series: MetricsPage.Series) -> Bool {
        series.name.hasPrefix("probe_")
    }

    private static func count(
        _ behaviour: (SimulatedWorld) -> Behaviour, _ probe: ProbeSettings
    ) throws -> Int {
        let world = Target.world()
        world.network.setElsewhere(behaviour(world))
        if case .name(let name) = probe.options.host {
            world.resolver.set(.answers([Target.endpoint().address]), for: name)
        }
        let scene = try ExporterScene(world, Settings(probes: [probe]))
        return try scene.page(afterSeconds: 60).series.filter(isProbe).count
    }

    @Test(arguments: [
        Target.probe(), Target.probe(name: "target.example"), Target.probe(tls: true),
        Target.probe(name: "target.example", tls: true),
    ])
    func `what is foretold is what a page has, to one in ten`(probe: ProbeSettings) throws {
        var probe = probe
        probe.thresholds.connectTime = .milliseconds(100)
        probe.thresholds.availability = 0.99
        let count = try Self.count(
            { world in
                probe.options.tls == nil
                    ? .accepts(.discards) : Target.secure(world, DayTarget.facts())
            }, probe)
        let estimate = SeriesEstimate(Settings(probes: [probe])).count
        #expect(abs(estimate - count) * 10 <= count, "\(estimate) were foretold of \(count)")
    }

    @Test func `a hundred thousand series are worth a warning, and fewer are not`() {
        let probe = Target.probe()
        let each = SeriesEstimate(Settings(probes: [probe])).count
        let enough = (SeriesEstimate.countMax + each - 1) / each
        let few = Settings(probes: Array(repeating: probe, count: enough - 1))
        let many = Settings(probes: Array(repeating: probe, count: enough))
        #expect(SeriesEstimate(few).warning(few) == nil)
        #expect(
            SeriesEstimate(many).warning(many)?.message
                == "the \(enough) probes have about \(each * enough) series, which each scrape "
                + "moves")
    }
}
