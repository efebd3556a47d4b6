import Configuration
import Events
import Exporter
import Network
import Scheduling
import Simulation
import Testing
import Time

/// What the event log says.
struct EventTests {
    private struct Scene {
        let scene: ExporterScene
        let events: SimulatedEvents
        let begin: Instant

        init(
            _ world: SimulatedWorld, _ settings: Settings,
            reloading: Reloading? = nil
        ) throws {
            let events = SimulatedEvents(loop: world.loop)
            self.events = events
            begin = world.loop.now
            scene = try ExporterScene(world, settings, reloading: reloading, events: events)
        }

        /// What was kept, each line without its time and its names.
        func kinds() throws -> [String] {
            events.text.split(separator: "\n").map { line in
                let parts = line.split(separator: "\"event\":\"")
                return String(parts.last?.prefix { $0 != "\"" } ?? "")
            }
        }

        /// The events of a probe, each with why it is, where a line says that.
        func told(_ probe: Int) -> [String] {
            let lines = events.text.split(separator: "\n")
            return lines.filter { $0.contains("\"probe\":\"probe-\(probe)\"") }.compactMap { line in
                let event = line.split(separator: "\"event\":\"").last?.prefix { $0 != "\"" }
                let why = line.split(separator: "\"why\":\"").dropFirst().last?.prefix {
                    $0 != "\""
                }
                return event.map { String($0) + (why.map { " \($0)" } ?? "") }
            }
        }
    }

    private static func window(_ begin: Int64, _ end: Int64) -> Occasion {
        .once(
            from: SimulationLimits.wallTime + .seconds(begin),
            until: SimulationLimits.wallTime + .seconds(end))
    }

    @Test func `a state is told when it changes, the first one too, between start and end`() throws
    {
        let scene = try Scene(Target.world(), Settings(gateway: "fra1", probes: [Target.probe()]))
        scene.scene.world.plan(
            (0, .accepts(.discards)), (100, .refuses), (200, .accepts(.discards)))
        scene.scene.run { await scene.scene.sleep(.seconds(290)) }
        #expect(
            try scene.kinds() == [
                "started", "configuration_loaded", "probe_up", "probe_down", "probe_up", "ended",
            ])
        let lines = scene.events.text.split(separator: "\n")
        #expect(lines[0].contains("\"version\":\"1.2.3\""))
        #expect(lines[1].contains("\"probes\":1,\"added\":1"))
        #expect(
            lines[3].contains(
                "\"gateway\":\"fra1\",\"server\":\"server\",\"probe\":\"probe-0\","
                    + "\"target\":\"10.0.0.0:443\",\"reason\":\"refused\",\"phase\":\"connect\""))
    }

    @Test func `what is not judged is told from the start, and when that changes`() throws {
        var closed = Target.probe(0)
        closed.schedule = Self.window(100, 200)
        var kept = Target.probe(1)
        kept.maintenance = [Self.window(50, 150)]
        var child = Target.probe(2)
        child.parents = [kept.qualifiedName]
        let world = Target.world()
        world.plan(of: 1, (0, .accepts(.discards)), (60, .refuses), (250, .accepts(.discards)))
        let scene = try Scene(world, Settings(probes: [closed, kept, child]))
        scene.scene.run { await scene.scene.sleep(.seconds(280)) }
        #expect(
            scene.told(0) == [
                "probe_unjudged outside_window", "probe_judged", "probe_up",
                "probe_unjudged outside_window",
            ])
        #expect(
            scene.told(1) == [
                "probe_up", "probe_unjudged maintenance", "probe_down", "probe_judged", "probe_up",
            ])
        #expect(scene.told(2) == ["probe_up", "probe_unjudged blocked", "probe_judged"])
    }

    @Test func `what holds only between two edges of an instant is not told`() throws {
        var (child, parent) = (Target.probe(0), Target.probe(1))
        child.maintenance = [Self.window(50, 100)]
        child.parents = [parent.qualifiedName]
        // It is found down, and trusted again when the maintenance of the other is over.
        parent.schedule = .recurring(
            Schedule(
                zone: .utc,
                weekly: [(0, 30), (100, 200)].map { begin, end in
                    .init(on: Set(0..<7), .init(begin: begin, end: end))
                }))
        let world = Target.world()
        world.plan(of: 1, (0, .refuses))
        let scene = try Scene(world, Settings(probes: [child, parent]))
        scene.scene.run { await scene.scene.sleep(.seconds(150)) }
        #expect(
            scene.told(0).filter { $0 != "probe_up" } == [
                "probe_unjudged blocked", "probe_judged", "probe_unjudged maintenance",
            ])
    }

    @Test func `what holds only between two steps of a change is not told`() throws {
        let parent = Target.probe(1)
        var before = Target.probe(0)
        before.maintenance = [Self.window(0, 100)]
        var after = Target.probe(0)
        after.parents = [parent.qualifiedName]
        let world = Target.world()
        world.plan(of: 1, (0, .refuses))
        let scene = try Scene(world, Settings(probes: [before, parent]))
        let new = Settings(probes: [after, parent])
        _ = try scene.scene.run {
            await scene.scene.sleep(.seconds(50))
            return Result { try scene.scene.exporter.change(to: new) }
        }.get()
        #expect(scene.told(0).filter { $0 != "probe_up" } == ["probe_unjudged maintenance"])
    }

    @Test func `a configuration is told with what it changes, or with what is wrong`() throws {
        let (old, new) = (Target.probes(2), [Target.probe(0), Target.probe(7)])
        let reloading = Reloading(name: "sonde.yml") { .success(Settings(probes: new)) }
        let scene = try Scene(Target.world(), Settings(probes: old), reloading: reloading)
        scene.scene.run {
            await scene.scene.sleep(.seconds(20))
            _ = await scene.scene.exporter.reload()
            await scene.scene.sleep(.seconds(20))
        }
        let lines = scene.events.text.split(separator: "\n")
        let loaded = lines.filter { $0.contains("configuration_loaded") }
        #expect(
            loaded.last?.hasSuffix(
                "\"file\":\"sonde.yml\",\"probes\":2,\"added\":1,\"changed\":0,\"removed\":1,"
                    + "\"kept\":1}") == true)
        let removed = lines.filter { $0.contains("probe_removed") }
        #expect(removed.count == 1 && removed[0].contains("\"probe\":\"probe-1\""))
    }

    @Test func `what a full disk loses is counted and told, and probing goes on`() throws {
        let probe = Target.probe()
        let scene = try Scene(Target.world(), Settings(probes: [probe]))
        scene.scene.world.plan(
            (0, .accepts(.discards)), (100, .refuses), (200, .accepts(.discards)), (300, .refuses))
        let page = scene.scene.run {
            await scene.scene.sleep(.seconds(50))
            scene.events.setFull(true)
            await scene.scene.sleep(.seconds(200))
            scene.events.setFull(false)
            await scene.scene.sleep(.seconds(100))
            return await scene.scene.metrics()
        }
        let metrics = try MetricsPage(page)
        #expect(metrics["sonde_events_total{result=\"lost\"}"] == 2)
        #expect(metrics["probe_slots_missed_total", probe] == 0)
        #expect(metrics["probe_state_changes_total", probe] == 3)
        #expect(
            try scene.kinds() == [
                "started", "configuration_loaded", "probe_up", "events_lost", "running",
                "probe_down", "ended",
            ])
        #expect(scene.events.text.contains("\"event\":\"events_lost\",\"count\":2"))
    }

    @Test func `a slow disk holds nothing up, and a process says that it runs`() throws {
        let probe = Target.probe()
        let scene = try Scene(Target.world(), Settings(probes: [probe]))
        scene.events.take(.seconds(30))
        let page = scene.scene.run {
            await scene.scene.sleep(.seconds(1_000))
            return await scene.scene.metrics()
        }
        #expect(try scene.kinds().count { $0 == "running" } == 3)
        #expect(try MetricsPage(page)["probe_slots_missed_total", probe] == 0)
    }
}
