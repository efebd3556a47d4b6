import Configuration
import Exporter
import Network
import Simulation
import Testing
import Time

/// A configuration that is read again while sources tell its targets.
struct SourcedReloadTests {
    /// A world in which a file names three targets, and what the configuration would be.
    private static func scene(_ source: String) throws -> (ExporterScene, Shared<Settings>) {
        let world = Target.world()
        world.files.set(
            "/t/a.json", SourcedTargets.list("10.0.0.1", "10.0.0.2", "10.0.0.3"))
        world.files.set("/t/b.json", SourcedTargets.list("10.0.0.2", "10.0.0.4"))
        let settings = try SourcedTargets.settings(source, world)
        let file = Shared(settings)
        let scene = try ExporterScene(
            world, settings,
            reloading: Reloading(name: "sonde.yml") { .success(file.value) })
        return (scene, file)
    }

    private static func attempts(_ page: MetricsPage, _ target: String) -> Double? {
        page["probe_attempts_total{server=\"web\",probe=\"tcp\",target=\"\(target)\"}"]
    }

    @Test func `the targets stay while the configuration says something else of them`() throws {
        let (scene, file) = try Self.scene("{files: [/t/a.json]}")
        let slower = try SourcedTargets.settings(
            "{files: [/t/a.json]}", scene.world, more: "owner: ops, ")
        let answers = scene.run {
            await scene.sleep(.seconds(50))
            let before = await scene.metrics()
            file.update { $0 = slower }
            let outcome = await scene.exporter.reload()
            #expect("\(outcome)".contains("0 probes kept, 3 changed, 0 added, 0 removed"))
            return [before, await scene.metrics()]
        }
        let pages = try answers.map { try MetricsPage($0) }
        #expect(pages[1].targets == pages[0].targets && pages[1].targets.count == 3)
        let counts = pages.map { Self.attempts($0, "10.0.0.1:443") ?? 0 }
        #expect(counts[0] > 0 && counts[1] >= counts[0])
        let info = pages[1].series.filter {
            $0.name.hasPrefix("probe_info") && $0.name.contains("owner=\"ops\"")
        }
        #expect(info.count == 3)
    }

    @Test func `another source is asked, and the one before it no more`() throws {
        let (scene, file) = try Self.scene("{files: [/t/a.json]}")
        let other = try SourcedTargets.settings("{files: [/t/b.json]}", scene.world)
        let files = scene.world.files
        let answers = scene.run {
            await scene.sleep(.seconds(50))
            file.update { $0 = other }
            _ = await scene.exporter.reload()
            await scene.sleep(.seconds(1))
            let after = await scene.metrics()
            files.set("/t/a.json", SourcedTargets.list("10.0.0.8"))
            await scene.sleep(.seconds(1))
            let watches = files.watchCount
            #expect(watches == 1)
            return [after, await scene.metrics()]
        }
        for answer in answers {
            let page = try MetricsPage(answer)
            #expect(page.targets.sorted() == ["10.0.0.2:443", "10.0.0.4:443"])
            // What both name goes on.
            #expect(Self.attempts(page, "10.0.0.2:443") ?? 0 >= 5)
        }
    }

    @Test func `a probe without a source has no figures of one`() throws {
        let (scene, file) = try Self.scene("{files: [/t/a.json]}")
        let page = scene.run {
            await scene.sleep(.seconds(1))
            file.update { $0 = Settings(probes: [Target.probe()]) }
            _ = await scene.exporter.reload()
            await scene.sleep(.seconds(1))
            return await scene.metrics()
        }
        let metrics = try MetricsPage(page)
        #expect(metrics.series.allSatisfy { !$0.name.hasPrefix("sonde_target_source") })
        #expect(metrics.targets == [])
        #expect(scene.world.files.watchCount == 0)
    }

    @Test func `a refused configuration keeps the targets, and they may change still`() throws {
        let world = Target.world()
        world.files.set("/t/a.json", SourcedTargets.list("10.0.0.1"))
        let settings = try SourcedTargets.settings("{files: [/t/a.json]}", world)
        let scene = try ExporterScene(
            world, settings,
            reloading: Reloading(name: "sonde.yml") {
                Result { () throws(ConfigurationErrors) in
                    try SourcedTargets.settings("{files: []}", world)
                }
            })
        let page = scene.run {
            await scene.sleep(.seconds(1))
            world.files.set("/t/a.json", SourcedTargets.list("10.0.0.1", "10.0.0.2"))
            _ = await scene.exporter.reload()
            await scene.sleep(.seconds(1))
            return await scene.metrics()
        }
        let metrics = try MetricsPage(page)
        #expect(metrics["sonde_config_last_reload_successful"] == 0)
        #expect(metrics.targets == ["10.0.0.1:443", "10.0.0.2:443"])
    }

    private static func settings(
        _ world: SimulatedWorld, _ probe: String
    ) throws -> Settings {
        let text = "servers: [{name: web, probes: [{name: tcp, interval: 10s, \(probe)}]}]"
        return try ConfigurationLoader(files: world.files).load(
            Array(text.utf8), name: "sonde.yml", directory: "")
    }

    /// The targets before a reload, and after each of several.
    private static func targets(
        _ world: SimulatedWorld, _ configurations: [Settings]
    ) throws -> (targets: [[String]], page: MetricsPage) {
        let file = Shared(configurations[0])
        let scene = try ExporterScene(
            world, configurations[0],
            reloading: Reloading(name: "sonde.yml") { .success(file.value) })
        let answers = scene.run {
            await scene.sleep(.seconds(25))
            var answers = [await scene.metrics()]
            for next in configurations.dropFirst() {
                file.update { $0 = next }
                _ = await scene.exporter.reload()
                await scene.sleep(.seconds(25))
                answers.append(await scene.metrics())
            }
            return answers
        }
        let pages = try answers.map { try MetricsPage($0) }
        return (pages.map { $0.targets.sorted() }, try MetricsPage(answers.last ?? []))
    }

    @Test func `what was refused is taken when the configuration lets it`() throws {
        let world = Target.world()
        world.files.set("/t/a.json", SourcedTargets.list("10.0.0.1", "10.0.0.2"))
        let without = try Self.settings(world, "targets_from: {files: [/t/a.json]}")
        let with = try Self.settings(world, "port: 443, targets_from: {files: [/t/a.json]}")
        let (targets, page) = try Self.targets(world, [without, with])
        #expect(targets == [[], ["10.0.0.1:443", "10.0.0.2:443"]])
        #expect(page.source("failures_total", "files") == 1)
        let line = world.log.lines.first { $0.message == "A source of targets fails" }
        #expect(line?["error"]?.hasPrefix("10.0.0.1 has no port") == true)
    }

    @Test func `a configuration that cannot probe the targets keeps them as they were`() throws {
        let world = Target.world()
        world.files.set("/t/a.json", SourcedTargets.list("10.0.0.1", "2001:db8::1"))
        let good = try Self.settings(world, "port: 443, targets_from: {files: [/t/a.json]}")
        let bad = try Self.settings(
            world, "port: 443, source: 10.9.9.9, targets_from: {files: [/t/a.json]}")
        let (targets, page) = try Self.targets(world, [good, bad, good])
        let all = ["10.0.0.1:443", "[2001:db8::1]:443"]
        #expect(targets == [all, all, all])
        #expect(
            page["probe_attempts_total{server=\"web\",probe=\"tcp\",target=\"10.0.0.1:443\"}"] ?? 0
                >= 7)
        #expect(page.source("failures_total", "files") == 1)
    }

    @Test func `another source keeps the targets until it tells its own`() throws {
        let world = Target.world()
        world.files.set("/t/a.json", SourcedTargets.list("10.0.0.1", "10.0.0.2"))
        world.files.set("/t/b.json", "")
        let first = try Self.settings(world, "port: 443, targets_from: {files: [/t/a.json]}")
        let broken = try Self.settings(world, "port: 443, targets_from: {files: [/t/b.json]}")
        let (targets, page) = try Self.targets(world, [first, broken])
        #expect(targets[1] == targets[0] && targets[0].count == 2)
        #expect(
            page["probe_attempts_total{server=\"web\",probe=\"tcp\",target=\"10.0.0.1:443\"}"] ?? 0
                >= 4)
        #expect(page.source("last_successful", "files") == 0)
        #expect(page.source("last_success_timestamp_seconds", "files") == nil)
    }
}
