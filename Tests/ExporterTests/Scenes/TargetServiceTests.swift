import Configuration
import Network
import Simulation
import Testing
import Time

/// Targets from SRV records, asked for again when they are out of date.
struct TargetServiceTests {
    private static let name = "_https._tcp.example.com"

    private static func scene(_ names: String...) throws -> ExporterScene {
        let world = Target.world()
        let source = "{dns_srv: [\(names.joined(separator: ", "))]}"
        return try ExporterScene(world, try SourcedTargets.settings(source, world))
    }

    private static func record(
        _ target: String, _ port: UInt16, priority: UInt16 = 10
    ) -> ServiceRecord {
        ServiceRecord(priority: priority, weight: 0, port: port, target: target)
    }

    private static func offer(
        _ records: ServiceRecord..., seconds: Int64 = 60
    ) -> NameBehaviour {
        .offers(records, timeToLive: .seconds(seconds))
    }

    /// The pages at those seconds, while the name is answered by a plan.
    private static func pages(
        _ scene: ExporterScene, at seconds: [Int64],
        _ changes: (second: Int64, behaviour: NameBehaviour)...
    ) throws -> [MetricsPage] {
        let begin = scene.world.loop.now
        scene.world.resolver.plan(
            changes.map { NameChange(from: begin + .seconds($0.second), $0.behaviour) }, for: name)
        let answers = scene.run {
            var answers: [[UInt8]] = []
            for second in seconds {
                _ = await scene.world.loop.sleep(until: begin + .seconds(second))
                answers.append(await scene.metrics())
            }
            return answers
        }
        return try answers.map { try MetricsPage($0) }
    }

    @Test func `records are asked for again when they are out of date, and not before`() throws {
        let scene = try Self.scene(Self.name)
        let pages = try Self.pages(
            scene, at: [1, 55, 62],
            (0, Self.offer(Self.record("a.example", 443), Self.record("b.example", 8443))),
            (10, Self.offer(Self.record("b.example", 8443), Self.record("c.example", 1))))
        #expect(
            pages.map { $0.targets.sorted() } == [
                ["a.example:443", "b.example:8443"], ["a.example:443", "b.example:8443"],
                ["b.example:8443", "c.example:1"],
            ])
        #expect(scene.world.resolver.tally(of: Self.name).answered == 2)
        #expect(pages[2].source("failures_total", "dns_srv") == 0)
        #expect(pages[2].source("probes", "dns_srv") == 2)
    }

    @Test(arguments: [
        NameBehaviour.fails(.notFound), .fails(.noData), .fails(.timeout), .fails(.serverFailure),
        .fails(.malformed), .fails(.local(.descriptors)),
        offer(record("no host", 443)), offer(record("a.example", 0)), offer(record("", 443)),
        offer(record("b.example", 443), record("192.0.2.1", 443)),
    ])
    func `an answer that cannot be used keeps the targets, and is asked for soon again`(
        nonsense: NameBehaviour
    ) throws {
        let scene = try Self.scene(Self.name)
        let good = Self.offer(Self.record("a.example", 443))
        let pages = try Self.pages(
            scene, at: [59, 75, 150], (0, good), (30, nonsense),
            (80, Self.offer(Self.record("z.example", 443))))
        #expect(
            pages.map(\.targets) == [["a.example:443"], ["a.example:443"], ["z.example:443"]])
        #expect(pages.map { $0.source("failures_total", "dns_srv") } == [0, 1, 1])
        let lines = scene.world.log.lines.filter { $0.level == .warn }
        #expect(lines.count { $0.message.hasPrefix("A source of targets fails") } == 1)
        #expect(lines.first { $0["error"]?.hasPrefix(Self.name) == true } != nil)
    }

    @Test func `a service that is decidedly not there takes its targets away`() throws {
        let scene = try Self.scene(Self.name)
        let pages = try Self.pages(
            scene, at: [1, 62], (0, Self.offer(Self.record("a.example", 443))),
            (10, Self.offer()))
        #expect(pages.map(\.targets) == [["a.example:443"], []])
        #expect(pages[1].source("failures_total", "dns_srv") == 0)
    }

    @Test func `of several names each keeps what it said last`() throws {
        let other = "_smtp._tcp.example.com"
        let scene = try Self.scene(Self.name, other)
        scene.world.resolver.set(
            Self.offer(Self.record("mx.example", 25), seconds: 10_000), for: other)
        let pages = try Self.pages(
            scene, at: [1, 70], (0, Self.offer(Self.record("a.example", 443))),
            (10, .fails(.serverFailure)))
        for page in pages {
            #expect(page.targets.sorted() == ["a.example:443", "mx.example:25"])
        }
        #expect(pages[1].source("failures_total", "dns_srv") == 1)
    }

    @Test func `records that hold for no time are asked for every five seconds`() throws {
        let scene = try Self.scene(Self.name)
        _ = try Self.pages(
            scene, at: [52], (0, Self.offer(Self.record("a.example", 443), seconds: 0)))
        #expect((10...11).contains(scene.world.resolver.tally(of: Self.name).answered))
    }

    @Test func `until the first answer there are no targets, and that is counted`() throws {
        let scene = try Self.scene(Self.name)
        let pages = try Self.pages(
            scene, at: [29, 45], (0, .fails(.refused)),
            (20, Self.offer(Self.record("a.example", 443))))
        #expect(pages.map(\.targets) == [[], ["a.example:443"]])
        #expect(pages.map { $0.source("failures_total", "dns_srv") } == [1, 1])
        #expect(pages[0].source("last_success_timestamp_seconds", "dns_srv") == nil)
    }
}
