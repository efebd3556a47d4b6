import Configuration
import Exporter
import Network
import Patterns
import Probes
import Scheduling
import Simulation
import Testing
import Time
import Wire

/// The pages of probes, and what programs read of them.
struct StatusPagesTests {
    private static let list = "/api/v1/probes"

    /// Runs a scene, and asks for each path at its second.
    private static func answers(
        _ scene: ExporterScene, _ asked: [(second: Int64, path: String)]
    ) -> [String] {
        let begin = scene.world.loop.now
        return scene.run {
            var answers: [String] = []
            for (second, path) in asked {
                _ = await scene.world.loop.sleep(until: begin + .seconds(second))
                let answer = await scene.request("GET \(path) HTTP/1.1")
                answers.append(String(decoding: answer, as: UTF8.self))
            }
            return answers
        }
    }

    private static func json(_ answer: String) throws -> JSON {
        let end = try #require(answer.firstRange(of: "\r\n\r\n"))
        #expect(answer.contains("Content-Type: application/json\r\n"))
        return try JSON(parsing: Array(answer[end.upperBound...].utf8))
    }

    private static func stamp(_ time: WallTime) -> String {
        CivilTime(time).description.prefix(19) + "Z"
    }

    private static func probes(_ answer: String) throws -> [JSON] {
        guard case .array(let probes) = try json(answer)["probes"] else { return [] }
        return probes
    }

    @Test func `a probe goes from unknown over failing to down, and up again`() throws {
        var probe = Target.probe()
        probe.confirmation = ConfirmationPolicy(down: 2, up: 1, interval: .seconds(4))
        let scene = try Target.scene(.accepts(.discards), probe)
        scene.world.plan((0, .accepts(.discards)), (100, .refuses), (200, .accepts(.discards)))
        var seconds: [Int64] = [0, 99]
        seconds += Array(100...114) + [199, 215]
        let answers = Self.answers(scene, seconds.map { ($0, Self.list) })
        let states = try answers.map { try Self.probes($0)[0]["state"] }
        #expect(states.first == .text("unknown") && states[1] == .text("up"))
        #expect(states.contains(.text("failing")))
        #expect(states[seconds.count - 2] == .text("down") && states.last == .text("up"))
        let down = try Self.probes(answers[seconds.count - 2])[0]
        #expect(down["failure"]?["reason"] == .text("refused"))
        #expect(down["failure"]?["phase"] == .text("connect"))
        #expect(down["failure"]?["words"] == .text("Connection refused"))
        #expect(try Self.probes(answers[seconds.count - 1])[0]["failure"] == .null)
    }

    @Test func `a page of a probe tells its attempts, and failures that are older`() throws {
        let probe = Target.probe()
        let scene = try Target.scene(.accepts(.discards), probe)
        scene.world.plan((0, .refuses), (60, .accepts(.discards)))
        let answers = Self.answers(
            scene, [(1_500, "/probe/server/probe-0"), (1_500, "\(Self.list)/server/probe-0")])
        #expect(answers[0].contains("Last 100 attempts"))
        #expect(answers[0].contains("Failures before them"))
        #expect(answers[0].contains("Connection refused"))
        let probeNow = try Self.json(answers[1])
        guard case .array(let attempts) = probeNow["attempts"],
            case .array(let failures) = probeNow["older_failures"]
        else {
            Issue.record("\(probeNow)")
            return
        }
        #expect(attempts.count == 100)
        #expect((6...7).contains(failures.count))
        #expect(failures.allSatisfy { $0["reason"] == .text("refused") })
        #expect(attempts.allSatisfy { $0["verdict"] == .text("success") })
        let connect = attempts.last?["phases"]?["connect_seconds"]
        guard case .numeral(let seconds) = connect else {
            Issue.record("\(attempts)")
            return
        }
        // A round trip of the simulated link.
        #expect(abs((seconds.double ?? 0) - 0.02) < 0.000_1)
        #expect(attempts.last?["phases"]?["tls_seconds"] == nil)
        #expect(probeNow["last_failure"]?["reason"] == .text("refused"))
    }

    @Test func `windows, maintenance and blocked children are told with when they change`() throws {
        let now = SimulationLimits.wallTime
        var paused = Target.probe(1)
        paused.schedule = .once(from: now + .seconds(305), until: now + .seconds(600))
        var maintained = Target.probe(2)
        maintained.maintenance = [.once(from: now, until: now + .seconds(245))]
        var child = Target.probe(3)
        child.parents = ["server/probe-0"]
        let scene = try Target.scene(.refuses, Target.probe(), paused, maintained, child)
        let answers = Self.answers(scene, [(60, Self.list), (60, "/"), (310, Self.list)])
        let states = try [0, 2].map { place in
            Dictionary(
                uniqueKeysWithValues: try Self.probes(answers[place]).map { probe in
                    ("\(probe["probe"] ?? .null)", "\(probe["state"] ?? .null)")
                })
        }
        #expect(states[0]["\"probe-1\""] == "\"paused\"")
        #expect(states[0]["\"probe-2\""] == "\"maintenance\"")
        #expect(states[0]["\"probe-3\""] == "\"blocked\"")
        #expect(states[1]["\"probe-2\""] == "\"down\"")
        let rows = try Self.probes(answers[0])
        func change(_ name: String, _ kind: String) -> JSON? {
            rows.first { $0["probe"] == .text(name) }?["next_\(kind)_change"]
        }
        let times = [245, 305].map { Self.stamp(now + .seconds($0)) }
        #expect(change("probe-1", "window") == .text(times[1]))
        #expect(change("probe-1", "maintenance") == .null)
        #expect(change("probe-2", "maintenance") == .text(times[0]))
        #expect(change("probe-2", "window") == .null)
        #expect(answers[1].contains("Begins in 4 min"))
        #expect(answers[1].contains("3 min left · Connection refused"))
        #expect(answers[1].contains("A probe it depends on is down"))
    }

    @Test func `of all addresses the certificate is shown that ends first`() throws {
        let world = Target.world()
        let now = SimulationLimits.wallTime
        let (far, near) = (now + .seconds(300 * 86_400), now + .seconds(2 * 86_400))
        for (number, end) in [(1, far), (2, near)] {
            let facts = DayTarget.facts(.verified(chainExpiry: end), notAfter: end)
            world.plan(of: number, (0, Target.secure(world, facts)))
        }
        world.resolver.set(
            .answers([1, 2].map { Target.endpoint($0).address }), for: "many.example")
        var probe = Target.probe(name: "many.example", tls: true)
        probe.options.addresses = .all(.everyOne)
        let scene = try ExporterScene(world, Settings(probes: [probe]))
        let answers = Self.answers(scene, [(30, Self.list), (30, "\(Self.list)/server/probe-0")])
        let end = JSON.text(Self.stamp(near))
        #expect(try Self.probes(answers[0])[0]["certificate_not_after"] == end)
        let certificates = try Self.json(answers[1])["tls"]?["certificates"]
        guard case .array(let certificates) = certificates else {
            Issue.record("\(answers[1])")
            return
        }
        #expect(certificates.first?["not_after"] == end)
    }

    @Test func `the step of an older failure is not told in words of another script`() throws {
        func probe(_ words: String) throws -> ProbeSettings {
            var probe = Target.probe()
            let step = Step.expect(Expectation(try Pattern("^\(words)")))
            probe.options.script = Script([Script.Part(.script, [step])])
            return probe
        }
        let scene = try ExporterScene(
            Target.world(.accepts(.greets(Array("new\r\n".utf8)))),
            Settings(probes: [try probe("old")]))
        let path = "GET \(Self.list)/server/probe-0 HTTP/1.1"
        let new = Settings(probes: [try probe("new")])
        let answers = scene.run {
            await scene.sleep(.seconds(30))
            let before = await scene.request(path)
            let plan = try? scene.exporter.change(to: new)
            #expect(plan != nil)
            await scene.sleep(.seconds(30))
            return [before, await scene.request(path)].map { String(decoding: $0, as: UTF8.self) }
        }
        let failures = try answers.map { try #require(try Self.json($0)["last_failure"]) }
        #expect(failures[0]["step"] != .null)
        #expect(failures[1]["reason"] == failures[0]["reason"])
        #expect(failures[1]["step"] == .null)
    }

    @Test func `probes with the same name are listed, and told apart by their targets`() throws {
        var second = Target.probe(1)
        second.name = Target.probe(0).name
        let scene = try Target.scene(.accepts(.discards), Target.probe(0), second)
        let answers = Self.answers(
            scene,
            [
                (20, "/probe/server/probe-0"),
                (20, "/probe/server/probe-0?target=10.0.0.1%3A443"),
                (20, "\(Self.list)/server/probe-0"),
                (20, "\(Self.list)/server/probe-0?target=10.0.0.1%3A443"),
            ])
        #expect(answers[0].contains("/probe/server/probe-0?target=10.0.0.0%3A443\""))
        #expect(answers[0].contains("/probe/server/probe-0?target=10.0.0.1%3A443\""))
        #expect(answers[1].contains("<h1><bdi>probe-0</bdi></h1>"))
        #expect(try Self.probes(answers[2]).count == 2)
        #expect(try Self.json(answers[3])["target"] == .text("10.0.0.1:443"))
    }

    @Test func `names that are not plain are found at their encoded paths`() throws {
        var probe = Target.probe()
        probe.server = "Läden & <b>"
        probe.name = "a%2Fb ?#"
        let scene = try Target.scene(.accepts(.discards), probe)
        let answers = Self.answers(
            scene, [(20, "/"), (20, "/probe/L%C3%A4den%20%26%20%3Cb%3E/a%252Fb%20%3F%23")])
        #expect(answers[0].contains("\"/probe/L%C3%A4den%20%26%20%3Cb%3E/a%252Fb%20%3F%23?target="))
        #expect(answers[1].hasPrefix("HTTP/1.1 200 "))
        #expect(answers[1].contains("<h1><bdi>a%2Fb ?#</bdi></h1>"))
        #expect(!answers[1].contains("<b>"))
    }

    @Test(
        arguments: [
            ("/probe/server/other", "404"), ("/probe/server", "404"), ("/probe/", "404"),
            ("/probe/server/probe-0/", "404"), ("/probe//probe-0", "404"),
            ("/probe/%zz/probe-0", "400"), ("/probe/%ff/probe-0", "404"),
            ("/api/v1/probes/server/other", "404"), ("/api/v1/probe", "404"), ("/api/", "404"),
            ("/?state=broken", "400"), ("/?stat=up", "400"), ("/?q=%", "400"), ("/?page=0", "400"),
            ("/probe/server/probe-0?x=1", "400"), ("\(list)?limit=0", "400"),
            ("/", "200"), ("/?page=1000000", "200"), ("/?server=none", "200"),
            ("/probe/server/probe-0", "200"), ("\(list)?limit=1", "200"),
        ])
    func `each path and query has its answer`(path: String, status: String) throws {
        let answer = Self.answers(try Target.scene(.refuses, Target.probe()), [(1, path)])[0]
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        #expect(answer.contains("X-Content-Type-Options: nosniff\r\n"))
    }

    @Test func `pages obey a strict policy, and nothing of them is kept`() throws {
        let scene = try Target.scene(.refuses, Target.probe())
        let answers = Self.answers(
            scene, [(20, "/"), (20, "/probe/server/probe-0"), (20, "/runbook")])
        for answer in answers.prefix(2) {
            #expect(answer.contains("Content-Security-Policy: default-src 'none'; style-src 'sha"))
            #expect(!answer.contains("unsafe-inline") && !answer.contains(" style=\""))
            #expect(answer.contains("Cache-Control: no-store\r\n"))
        }
    }

    @Test func `a configuration that changes while pages are made breaks none of them`() throws {
        let scene = try ExporterScene(Target.world(), Settings(probes: Target.probes(3_000)))
        let answers = scene.run {
            await scene.sleep(.seconds(15))
            return await withTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<6 { group.addTask { await scene.request("GET / HTTP/1.1") } }
                for count in [100, 2_999, 1] {
                    await Task.yield()
                    do throws(ExporterError) {
                        _ = try scene.exporter.change(to: Settings(probes: Target.probes(count)))
                    } catch {
                        Issue.record(error)
                    }
                }
                var answers: [String] = []
                for await answer in group {
                    answers.append(String(decoding: answer, as: UTF8.self))
                }
                return answers
            }
        }
        #expect(answers.count == 6)
        for answer in answers {
            #expect(answer.hasPrefix("HTTP/1.1 200 ") || answer.hasPrefix("HTTP/1.1 503 "))
        }
    }

    @Test func `more pages than may be made at once are refused, and probes go on`() throws {
        let scene = try ExporterScene(Target.world(), Settings(probes: Target.probes(50)))
        let (answers, page) = scene.run {
            await scene.sleep(.seconds(15))
            let answers = await withTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<200 { group.addTask { await scene.request("GET / HTTP/1.1") } }
                var answers: [String] = []
                for await answer in group {
                    answers.append(String(String(decoding: answer, as: UTF8.self).prefix(13)))
                }
                return answers
            }
            await scene.sleep(.seconds(30))
            return (answers, await scene.metrics())
        }
        let codes = Set(answers)
        #expect(codes.isSubset(of: ["HTTP/1.1 200 ", "HTTP/1.1 503 ", "no answer: re"]))
        #expect(codes.contains("HTTP/1.1 200 ") && codes.contains("HTTP/1.1 503 "))
        let metrics = try MetricsPage(page)
        #expect(metrics["sonde_slots_missed_total{reason=\"late\"}"] == 0)
        #expect(metrics.sum("probe_success") == 50)
    }

    @Test func `the page of ten thousand probes is light`() throws {
        let scene = try ExporterScene(Target.world(), Settings(probes: Target.probes(10_000)))
        let answers = Self.answers(scene, [(500, "/"), (500, "/?sort=name&q=probe-77")])
        #expect(answers[0].utf8.count < 200 * 1_024)
        #expect(answers[0].contains("10\u{202f}000 probes"))
        #expect(answers[0].contains("<a rel=\"next\" href=\"/?page=2\">"))
        #expect(answers[1].contains("probe-7799") || answers[1].contains("probe-770"))
    }
}
