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
            #expect(try MetricsPage(answer).targets.sorted() == ["10.0.0.2:443", "10.0.0.4:443"])
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
}
