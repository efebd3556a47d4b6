import Configuration
import Events
import Exporter
import Network
import Simulation
import Testing
import Time

/// Targets from files, which change while everything runs.
struct TargetFileTests {
    private static let source = "{files: [/t/*.json, /u/one.json]}"

    private static func scene(
        _ source: String = source, more: String = "", in world: SimulatedWorld = Target.world(),
        events: SimulatedEvents? = nil
    ) throws -> ExporterScene {
        world.files.set("/t/a.json", SourcedTargets.list("10.0.0.1", "10.0.0.2:80"))
        world.files.set("/u/one.json", SourcedTargets.list("10.0.0.3"))
        return try ExporterScene(
            world, try SourcedTargets.settings(source, world, more: more), events: events)
    }

    @Test func `files are read at the start, and again when they change`() throws {
        let scene = try Self.scene()
        let files = scene.world.files
        let answers = scene.run {
            await scene.sleep(.seconds(1))
            var answers = [await scene.metrics()]
            files.set("/t/b.json", SourcedTargets.list("10.0.0.4"))
            files.set("/t/a.json", SourcedTargets.list("10.0.0.2:80"))
            await scene.sleep(.seconds(1))
            answers.append(await scene.metrics())
            files.set("/t/b.json", failing: .missing)
            await scene.sleep(.seconds(1))
            answers.append(await scene.metrics())
            return answers
        }
        let pages = try answers.map { try MetricsPage($0) }
        #expect(
            pages.map { $0.targets.sorted() } == [
                ["10.0.0.1:443", "10.0.0.2:80", "10.0.0.3:443"],
                ["10.0.0.2:80", "10.0.0.3:443", "10.0.0.4:443"],
                ["10.0.0.2:80", "10.0.0.3:443"],
            ])
        #expect(pages.map { $0["sonde_probes{kind=\"tcp\"}"] } == [3, 3, 2])
        #expect(pages.map { $0.source("probes", "files") } == [3, 3, 2])
        #expect(pages.map { $0.source("failures_total", "files") } == [0, 0, 0])
        #expect(pages[2].source("last_success_timestamp_seconds", "files") ?? 0 > 0)
    }

    @Test func `what stays keeps its counters and its slots`() throws {
        let scene = try Self.scene()
        let files = scene.world.files
        let page = scene.run {
            for round in 0..<30 {
                files.set(
                    "/t/a.json",
                    SourcedTargets.list("10.0.0.2:80", "10.0.0.9:\(round + 1)"))
                await scene.sleep(.seconds(10))
            }
            return await scene.metrics()
        }
        let kept = "{server=\"web\",probe=\"tcp\",target=\"10.0.0.2:80\"}"
        let metrics = try MetricsPage(page)
        #expect(metrics["probe_attempts_total\(kept)"] ?? 0 >= 30)
        #expect(metrics["probe_slots_missed_total\(kept)"] == 0)
        #expect(metrics["probe_up\(kept)"] == 1)
    }

    @Test func `a file that is half written keeps its targets, and is counted and told once`()
        throws
    {
        let scene = try Self.scene()
        let files = scene.world.files
        let page = scene.run {
            await scene.sleep(.seconds(1))
            let whole = SourcedTargets.list("10.0.0.7", "10.0.0.8")
            for count in [0, 1, 20, 20, whole.utf8.count - 1] {
                files.set("/t/a.json", Array(whole.utf8.prefix(count)))
                await scene.sleep(.seconds(1))
            }
            return await scene.metrics()
        }
        let metrics = try MetricsPage(page)
        #expect(metrics.targets.sorted() == ["10.0.0.1:443", "10.0.0.2:80", "10.0.0.3:443"])
        // What has not changed is not told again.
        #expect(metrics.source("failures_total", "files") == 4)
        let lines = scene.world.log.lines.filter { $0.level == .warn }
        #expect(lines.count == 4)
        #expect(lines.first?.message == "A source of targets fails, those that it told go on")
        #expect(lines.first?["error"]?.hasPrefix("/t/a.json:1:1: this is no JSON") == true)
        #expect(lines.first?["probe"] == "tcp" && lines.first?["source"] == "files")
    }

    @Test func `a target that cannot be probed keeps those before it`() throws {
        let scene = try Self.scene(more: "source: 10.9.9.9, ")
        let files = scene.world.files
        let answers = scene.run {
            await scene.sleep(.seconds(1))
            files.set("/t/a.json", SourcedTargets.list("10.0.0.5", "2001:db8::1"))
            await scene.sleep(.seconds(1))
            let during = await scene.metrics()
            files.set("/t/a.json", SourcedTargets.list("10.0.0.5"))
            await scene.sleep(.seconds(1))
            return [during, await scene.metrics()]
        }
        let pages = try answers.map { try MetricsPage($0) }
        #expect(
            pages.map { $0.targets.sorted() } == [
                ["10.0.0.1:443", "10.0.0.2:80", "10.0.0.3:443"], ["10.0.0.3:443", "10.0.0.5:443"],
            ])
        #expect(pages.map { $0.source("failures_total", "files") } == [1, 1])
        let messages = scene.world.log.lines.map(\.message)
        #expect(messages.contains("A source of targets can be used again"))
    }

    @Test func `an empty list takes all targets away`() throws {
        let scene = try Self.scene("{files: [/u/one.json]}")
        let page = scene.run {
            await scene.sleep(.seconds(1))
            scene.world.files.set("/u/one.json", "[]")
            await scene.sleep(.seconds(1))
            return await scene.metrics()
        }
        let metrics = try MetricsPage(page)
        #expect(metrics.targets == [])
        #expect(metrics.source("failures_total", "files") == 0)
        #expect(metrics["sonde_probes{kind=\"tcp\"}"] == 0)
    }

    @Test func `attempts go on while files are read`() throws {
        let scene = try Self.scene(more: "timeout: 1s, ")
        scene.world.worker.take(.seconds(30))
        let page = scene.run {
            await scene.sleep(.seconds(100))
            scene.world.files.set("/t/b.json", SourcedTargets.list("10.0.0.4"))
            await scene.sleep(.seconds(100))
            return await scene.metrics()
        }
        let metrics = try MetricsPage(page)
        #expect(metrics.targets.count == 4)
        #expect(metrics.sum("probe_slots_missed_total") == 0)
    }

    @Test func `other targets are an event, and so is each that is gone`() throws {
        let world = Target.world()
        let events = SimulatedEvents(loop: world.loop)
        let scene = try Self.scene(in: world, events: events)
        scene.run {
            await scene.sleep(.seconds(1))
            world.files.set("/t/a.json", SourcedTargets.list("10.0.0.1", "10.0.0.6"))
            await scene.sleep(.seconds(1))
        }
        let read = try events.text.split(separator: "\n").compactMap { line in
            try Event(line: Array(line.utf8))
        }
        let happenings = read.map(\.happening)
        for expected in [
            Happening.targetsChanged(probes: 3, added: 3, changed: 0, removed: 0, kept: 0),
            .targetsChanged(probes: 3, added: 1, changed: 0, removed: 1, kept: 2),
        ] {
            #expect(happenings.contains(expected))
        }
        let gone = read.filter { $0.happening == .probeRemoved }.compactMap(\.subject)
        #expect(gone.map(\.target) == ["10.0.0.2:80"])
    }
}
