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
        _ behaviour: (SimulatedWorld) -> Behaviour, _ probe: ProbeSettings, addresses: Int = 1
    ) throws -> Int {
        let world = Target.world()
        world.network.setElsewhere(behaviour(world))
        if case .name(let name) = probe.options.host {
            let addresses = (1...addresses).map { Target.endpoint($0).address }
            world.resolver.set(.answers(addresses), for: name)
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

    @Test(arguments: [
        (false, AddressScope.all(.everyOne), 2), (true, .all(.everyOne), 2),
        (true, .all(.count(5)), 5), (false, .any, 3),
    ])
    func `several addresses of a name are foretold as well, to one in twenty`(
        tls: Bool, scope: AddressScope, addresses: Int
    ) throws {
        var probe = Target.probe(name: "target.example", tls: tls)
        probe.options.addresses = scope
        probe.options.staleFor = .seconds(600)
        let count = try Self.count(
            { world in tls ? Target.secure(world, DayTarget.facts()) : .accepts(.discards) },
            probe, addresses: addresses)
        let estimate = SeriesEstimate(Settings(probes: [probe]))
        #expect(
            abs(estimate.count - count) * 20 <= count,
            "\(estimate.count) were foretold of \(count)")
        #expect(estimate.isLeast == scope.isAll)
    }

    @Test func `what TLS is asked for beside the handshake has series of its own`() {
        func count(_ change: (inout TLSSettings) -> Void) -> Int {
            var probe = Target.probe(tls: true)
            if var tls = probe.options.tls {
                change(&tls)
                probe.options.tls = tls
            }
            return SeriesEstimate(Settings(probes: [probe])).count
        }
        let plain = count { _ in }
        #expect(count { $0.auditsVersions = true } == plain + 4)
        #expect(count { $0.compareFile = "/own.pem" } == plain + 1)
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

    @Test func `where names may have more addresses the warning says at least`() {
        var probe = Target.probe(name: "target.example")
        probe.options.addresses = .all(.everyOne)
        let each = SeriesEstimate(Settings(probes: [probe])).count
        let enough = (SeriesEstimate.countMax + each - 1) / each
        let many = Settings(probes: Array(repeating: probe, count: enough))
        #expect(
            SeriesEstimate(many).warning(many)?.message
                == "the \(enough) probes have at least \(each * enough) series, which each scrape "
                + "moves")
    }
}
