import Configuration
import Exporter
import Network
import Probes
import Simulation
import Testing
import Time

/// What the page and the log say of a certificate on disk.
struct CompareFileTests {
    private static let path = "/live/certificate.pem"

    private static func probe(_ index: Int = 0) -> ProbeSettings {
        var probe = Target.probe(index, tls: true)
        probe.options.tls?.compareFile = path
        return probe
    }

    /// Pages after each of some changes of the file, which come a hundred seconds apart.
    private static func pages(
        _ world: SimulatedWorld, _ probes: [ProbeSettings],
        _ changes: [@Sendable (SimulatedFiles) -> Void]
    ) throws -> [MetricsPage] {
        let scene = try ExporterScene(world, Settings(probes: probes))
        let begin = world.loop.now
        let answers = scene.run {
            var answers: [[UInt8]] = []
            for (number, change) in changes.enumerated() {
                change(world.files)
                let end = begin + .seconds(100 * (number + 1))
                _ = await world.loop.sleep(until: end)
                answers.append(await scene.metrics())
            }
            return answers
        }
        return try answers.map { try MetricsPage($0) }
    }

    @Test func `a renewal that nobody reloads is seen, and then that somebody did`() throws {
        let world = Target.world()
        world.plan(
            (0, Target.secure(world, DayTarget.facts(fingerprint: "aa"))),
            (210, Target.secure(world, DayTarget.facts(fingerprint: "bb"))))
        let pages = try Self.pages(
            world, [Self.probe()],
            [{ $0.set(Self.path, "aa") }, { $0.set(Self.path, "bb") }, { _ in }])
        let values = pages.map { $0["probe_certificate_matches_file", Self.probe()] }
        #expect(values == [1, 0, 1])
        #expect(pages.map { $0["probe_success", Self.probe()] } == [1, 1, 1])
        #expect(world.log.lines.map(\.message) == ["Certificate has changed"])
    }

    @Test func `a file that cannot be compared with is one line when it begins and one at its end`()
        throws
    {
        let world = Target.world()
        world.plan((0, Target.secure(world, DayTarget.facts(fingerprint: "aa"))))
        let pages = try Self.pages(
            world, [Self.probe()],
            [
                { $0.set(Self.path, "aa") }, { $0.set(Self.path, failing: .permission) },
                { $0.set(Self.path, "") }, { $0.set(Self.path, failing: .missing) },
                { $0.set(Self.path, "cc") }, { $0.set(Self.path, "aa") },
            ])
        let values = pages.map { $0["probe_certificate_matches_file", Self.probe()] }
        #expect(values == [1, nil, nil, nil, 0, 1])
        #expect(pages.allSatisfy { $0["probe_success", Self.probe()] == 1 })
        let lines = world.log.lines
        #expect(
            lines.map(\.message) == [
                "Certificate on disk cannot be compared with",
                "Certificate on disk can be compared with again",
            ])
        #expect(lines.map { $0["path"] } == [Self.path, Self.path])
        #expect(lines.map { $0["detail"] } == ["permission denied", nil])
    }

    @Test func `probes that name the same file read it once for each change`() throws {
        let world = Target.world()
        let probes = (0..<5).map { Self.probe($0) }
        for index in 0..<5 {
            world.plan(
                of: index, (0, Target.secure(world, DayTarget.facts(fingerprint: "aa"))))
        }
        let pages = try Self.pages(
            world, probes, [{ $0.set(Self.path, "aa") }, { $0.set(Self.path, "bb") }])
        for probe in probes {
            let values = pages.map { $0["probe_certificate_matches_file", probe] }
            #expect(values == [1, 0])
        }
        #expect(world.files.readCount == 2)
    }

    @Test func `what was compared last stays while the server is down`() throws {
        let world = Target.world()
        world.plan(
            (0, Target.secure(world, DayTarget.facts(fingerprint: "aa"))), (90, .silent))
        let pages = try Self.pages(
            world, [Self.probe()], [{ $0.set(Self.path, "bb") }, { $0.set(Self.path, "aa") }])
        #expect(pages.map { $0["probe_certificate_matches_file", Self.probe()] } == [0, 0])
    }

    @Test func `without a file there is no such series`() throws {
        let world = Target.world()
        world.plan((0, Target.secure(world, DayTarget.facts())))
        let probe = Target.probe(tls: true)
        let page = try ExporterScene(world, Settings(probes: [probe])).page(afterSeconds: 60)
        #expect(page["probe_certificate_matches_file", probe] == nil)
    }
}
