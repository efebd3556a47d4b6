import Network
import Probes
import Simulation
import Testing
import Time

struct StaleAnswerTests {
    private static let minutes = Duration.seconds(600)

    /// Attempts at the given seconds, each after the name is made to answer so.
    private static func reports(
        _ turns: [(second: Int64, NameBehaviour)], staleFor: Duration? = minutes
    ) throws -> [ProbeReport] {
        let scene = Scene()
        let probe = try scene.probe(Scene.options(.first, staleFor: staleFor))
        let (world, probeWorld, begin) = (scene.world, scene.probeWorld, scene.world.loop.now)
        return world.loop.run {
            var reports: [ProbeReport] = []
            for (second, behaviour) in turns {
                _ = await world.loop.sleep(until: begin + .seconds(second))
                world.resolver.set(behaviour, for: Scene.name)
                reports.append(await probe.attempt(in: probeWorld))
            }
            return reports
        }
    }

    @Test(arguments: [
        ResolveError.timeout, .serverFailure, .refused, .malformed,
    ])
    func `while the name servers fail the last good answer holds`(error: ResolveError) throws {
        let reports = try Self.reports([
            (0, .answers([Scene.v4], canonicalName: "real.example")), (10, .fails(error)),
            (20, .fails(error)), (30, .answers([Scene.v4])),
        ])
        #expect(reports.map(\.verdict) == Array(repeating: .success, count: 4))
        #expect(reports.map(\.isNameStale) == [false, true, true, false])
        #expect(reports[1].canonicalName == "real.example")
        #expect(!reports[1].isNameCached)
        #expect(reports[1].phasesTogether == reports[1].duration)
    }

    @Test func `silence leaves time enough to connect`() throws {
        let reports = try Self.reports([(0, .answers([Scene.v4])), (10, .fails(.timeout))])
        #expect(reports[1].verdict == .success)
        #expect(reports[1].phases.resolve == .milliseconds(2_500))
        #expect(reports[1].duration == .milliseconds(2_520))
    }

    @Test(arguments: [
        (ResolveError.notFound, Verdict.failure(.dnsNotFound, .resolve)),
        (.noData, .failure(.dnsNoData, .resolve)),
        (.local(.descriptors), .inconclusive(.descriptors)),
        (.other(status: 7), .failure(.other, .resolve)),
    ])
    func `a name that is not there is no failure of its servers`(
        error: ResolveError, verdict: Verdict
    ) throws {
        let reports = try Self.reports([(0, .answers([Scene.v4])), (10, .fails(error))])
        #expect(reports[1].verdict == verdict)
        #expect(!reports[1].isNameStale)
    }

    @Test func `an answer grows too old, counted from when it was last good`() throws {
        let reports = try Self.reports([
            (0, .answers([Scene.v4])), (500, .answers([Scene.v4])), (1_100, .fails(.refused)),
            (1_101, .fails(.refused)), (1_102, .answers([Scene.v4])), (1_110, .fails(.refused)),
        ])
        #expect(
            reports.map(\.verdict) == [
                .success, .success, .success, .failure(.dnsRefused, .resolve), .success, .success,
            ])
        #expect(reports.map(\.isNameStale) == [false, false, true, false, false, true])
    }

    @Test func `nothing is kept where nobody asked for it`() throws {
        let reports = try Self.reports(
            [(0, .answers([Scene.v4])), (10, .fails(.timeout))], staleFor: nil)
        #expect(reports[1].verdict == .failure(.dnsTimeout, .resolve))
        #expect(reports[1].duration == .seconds(5))
    }

    @Test func `before the first answer there is none to use, and all the time to ask`() throws {
        let reports = try Self.reports([(0, .fails(.timeout))])
        #expect(reports[0].verdict == .failure(.dnsTimeout, .resolve))
        #expect(reports[0].duration == .seconds(5))
    }

    @Test func `all addresses of an earlier answer are attempted`() throws {
        let scene = Scene.addresses([
            (Scene.v4(1), .accepts(.discards)), (Scene.v4(2), .accepts(.discards)),
        ])
        let probe = try scene.probe(Scene.options(.all(.everyOne), staleFor: Self.minutes))
        let probeWorld = scene.probeWorld
        _ = scene.world.loop.run { await probe.attempt(in: probeWorld) }
        scene.world.resolver.set(.fails(.serverFailure), for: Scene.name)
        let report = scene.world.loop.run { await probe.attempt(in: probeWorld) }
        #expect(report.isNameStale)
        #expect(report.addresses?.map(\.verdict) == [.success, .success])
    }
}
