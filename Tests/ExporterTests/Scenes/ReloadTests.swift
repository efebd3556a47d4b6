import Configuration
import Exporter
import Network
import Simulation
import Synchronization
import Testing
import Time

/// Reading the configuration again.
struct ReloadTests {
    /// What the file would hold, for a test to change.
    private final class File: Sendable {
        private let held: Mutex<Result<Settings, ConfigurationErrors>>
        let readings = Mutex(0)

        init(_ settings: Settings) {
            held = Mutex(.success(settings))
        }

        func set(_ settings: Settings) { held.withLock { $0 = .success(settings) } }

        /// Lets it hold this, which is wrong.
        func set(wrong text: String) {
            do throws(ConfigurationErrors) {
                _ = try ConfigurationLoader(files: SimulatedFiles())
                    .load(Array(text.utf8), name: "sonde.yml", directory: "")
            } catch {
                held.withLock { $0 = .failure(error) }
            }
        }

        var reloading: Reloading {
            Reloading(name: "sonde.yml", acceptsRequests: true) { [self] in
                readings.withLock { $0 += 1 }
                return held.withLock { $0 }
            }
        }
    }

    private static let successful = "sonde_config_last_reload_successful"
    private static let since = "sonde_config_last_reload_success_timestamp_seconds"

    @Test func `a request reads the configuration again, and answers when it runs`() throws {
        let old = Target.probes(3)
        let file = File(Settings(probes: old))
        let scene = try ExporterScene(
            Target.world(), Settings(probes: old), reloading: file.reloading)
        let answers = scene.run {
            await scene.sleep(.seconds(50))
            let before = await scene.metrics()
            file.set(Settings(probes: [old[0], Target.probe(5)]))
            let answer = await scene.request("POST /-/reload HTTP/1.1")
            return [before, answer, scene.answerNow()]
        }
        let answer = String(decoding: answers[1], as: UTF8.self)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(
            answer.hasSuffix(
                "\r\nThe configuration was loaded: 1 probes kept, 0 changed, 1 added, "
                    + "2 removed.\n"))
        let (before, after) = (try MetricsPage(answers[0]), try MetricsPage(answers[2]))
        #expect(after["sonde_probes{kind=\"tcp\"}"] == 2)
        #expect(after["probe_attempts_total", old[1]] == nil)
        #expect(after[Self.since] ?? 0 > before[Self.since] ?? 0)
        let line = try #require(scene.world.log.lines.last)
        #expect(line.message == "Loaded configuration")
        #expect(line["added"] == "1" && line["removed"] == "2" && line["kept"] == "1")
    }

    @Test func `what is wrong changes nothing, and is told where it is asked and looked for`()
        throws
    {
        let old = Target.probes(1)
        let file = File(Settings(probes: old))
        let scene = try ExporterScene(
            Target.world(), Settings(probes: old), reloading: file.reloading)
        let answers = scene.run {
            await scene.sleep(.seconds(50))
            let before = scene.answerNow()
            file.set(wrong: "servers: [{name: a, probes: [{name: b, host: c, port: 0}]}]")
            let refusal = await scene.request("POST /-/reload HTTP/1.1")
            let during = scene.answerNow()
            file.set(Settings(probes: old))
            _ = await scene.request("POST /-/reload HTTP/1.1")
            return [before, refusal, during, scene.answerNow()]
        }
        let refusal = String(decoding: answers[1], as: UTF8.self)
        let mistake =
            "sonde.yml:1:49: servers[0].probes[0].port: 0 is no port; "
            + "write a number from 1 to 65535"
        #expect(refusal.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
        #expect(refusal.hasSuffix("and the one before it goes on:\n\(mistake)\n"))
        let pages = try [answers[0], answers[2], answers[3]].map { try MetricsPage($0) }
        #expect(pages.map { $0[Self.successful] } == [1, 0, 1])
        #expect(pages[1][Self.since] == pages[0][Self.since])
        let attempts = pages.map { $0["probe_attempts_total", old[0]] }
        #expect(attempts[0] == attempts[1])
        let line = try #require(scene.world.log.lines.first { $0.level == .error })
        #expect(line["error"] == mistake)
    }

    @Test func `while it is read attempts go on, and requests meanwhile are one more reading`()
        throws
    {
        let old = Target.probes(20, interval: .seconds(1), timeout: .seconds(1))
        let file = File(Settings(probes: old))
        let scene = try ExporterScene(
            Target.world(), Settings(probes: old), reloading: file.reloading)
        scene.world.worker.take(.seconds(3))
        let page = scene.run {
            await scene.sleep(.seconds(20))
            for _ in 0..<5 {
                scene.exporter.requestReload()
                await scene.sleep(.milliseconds(100))
            }
            await scene.sleep(.seconds(20))
            return await scene.metrics()
        }
        #expect(file.readings.withLock { $0 } == 2)
        for probe in old {
            #expect(try MetricsPage(page)["probe_slots_missed_total", probe] == 0)
            #expect(try MetricsPage(page)["probe_attempts_total", probe] ?? 0 >= 40)
        }
    }

    @Test func `files that change are read, and a hint without a change says nothing`() throws {
        let old = Target.probes(2)
        var settings = Settings(probes: old)
        settings.files = ["/etc/sonde.yml"]
        let file = File(settings)
        var reloading = file.reloading
        reloading.followsFiles = true
        let scene = try ExporterScene(Target.world(), settings, reloading: reloading)
        let (first, files) = (settings, scene.world.files)
        files.set("/etc/sonde.yml", "1")
        let counts = scene.run {
            await scene.sleep(.seconds(10))
            var counts = [scene.world.log.lines.count]
            files.set("/etc/sonde.yml", "2")
            await scene.sleep(.seconds(10))
            counts.append(scene.world.log.lines.count)
            for broken in ["a: [", "a: [", "servers: []"] {
                file.set(wrong: broken)
                files.set("/etc/sonde.yml", broken)
                await scene.sleep(.seconds(10))
                counts.append(scene.world.log.messages(atLeast: .error).count)
            }
            file.set(first)
            files.set("/etc/sonde.yml", "3")
            await scene.sleep(.seconds(10))
            return counts
        }
        // Neither at the beginning nor by a hint alone; the same mistake once.
        #expect(counts == [0, 0, 1, 1, 2])
        #expect(scene.world.log.lines.last?.message == "Loaded configuration")
        #expect(file.readings.withLock { $0 } >= 6)
        #expect(try MetricsPage(scene.answerNow())[Self.successful] == 1)
    }

    @Test func `other name servers are asked from the reading on, the same not again`() throws {
        let probes = Target.probes(1)
        let servers = [1, 2].map { Endpoint(address: .v4(0x0a00_0035), port: $0) }
        let first = Settings(resolvers: [servers[0]], probes: probes)
        let file = File(first)
        let scene = try ExporterScene(Target.world(), first, reloading: file.reloading)
        let resolver = scene.world.resolver
        #expect(resolver.serversAsked == [[servers[0]]])
        let told = scene.run {
            var told: [[[Endpoint]]] = []
            for resolvers in [[servers[0]], servers, servers, []] {
                await scene.sleep(.seconds(1))
                file.set(Settings(resolvers: resolvers, probes: probes))
                _ = await scene.exporter.reload()
                told.append(resolver.serversAsked)
            }
            file.set(wrong: "resolvers: [x]")
            _ = await scene.exporter.reload()
            told.append(resolver.serversAsked)
            return told
        }
        #expect(told.map(\.count) == [1, 2, 2, 3, 3])
        #expect(told.last == [[servers[0]], servers, []])
        #expect(!scene.world.log.lines.contains { $0.level == .warn })
    }

    @Test func `another configuration that is run asks its name servers`() throws {
        let probes = Target.probes(1)
        let server = Endpoint(address: .v4(0x0a00_0035), port: 53)
        let scene = try ExporterScene(Target.world(), Settings(probes: probes))
        #expect(scene.world.resolver.serversAsked.isEmpty)
        let changed = scene.run {
            try? scene.exporter.change(to: Settings(resolvers: [server], probes: probes))
        }
        #expect(changed?.counts.kept == 1)
        #expect(scene.world.resolver.serversAsked == [[server]])
    }

    @Test func `without leave nobody may ask for it, and only with POST`() throws {
        let scene = try Target.scene(.accepts(.discards), Target.probe())
        let answers = scene.run {
            [
                await scene.request("POST /-/reload HTTP/1.1"),
                await scene.request("GET /-/reload HTTP/1.1"),
            ]
        }
        #expect(String(decoding: answers[0], as: UTF8.self).hasPrefix("HTTP/1.1 403 "))
        #expect(String(decoding: answers[0], as: UTF8.self).contains("--web.enable-lifecycle"))
        #expect(String(decoding: answers[1], as: UTF8.self).hasPrefix("HTTP/1.1 405 "))
        let file = File(Settings(probes: [Target.probe()]))
        let open = try ExporterScene(
            Target.world(), Settings(probes: [Target.probe()]), reloading: file.reloading)
        let get = open.run { await open.request("GET /-/reload HTTP/1.1") }
        let text = String(decoding: get, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 405 ") && text.contains("\r\nAllow: POST\r\n"))
        #expect(file.readings.withLock { $0 } == 0)
    }
}
