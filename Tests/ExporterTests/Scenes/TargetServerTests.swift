import Configuration
import Network
import Simulation
import Testing
import Time

/// Targets that a web server tells.
struct TargetServerTests {
    private static let server = Endpoint(address: .v4(0x0a01_0001), port: 80)
    private static let url = "http://10.1.0.1/targets?team=mail"

    /// A query may have a secret in it.
    private static let shown = "http://10.1.0.1/targets?…"

    private static func answer(_ body: String, status: String = "200 OK") -> Behaviour {
        says("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    private static func says(_ text: String) -> Behaviour {
        .accepts(.scripted { ScriptedConversation(reply: [.send(Array(text.utf8))]) })
    }

    /// The pages at those seconds, while the server behaves by a plan.
    private static func pages(
        _ source: String = "{http: {url: \"\(url)\", interval: 20s, timeout: 5s}}",
        in world: SimulatedWorld = Target.world(), top: String = "", at seconds: [Int64],
        _ changes: (second: Int64, behaviour: Behaviour)...
    ) throws -> [MetricsPage] {
        let scene = try ExporterScene(
            world, try SourcedTargets.settings(source, world, top: top))
        let begin = world.loop.now
        world.network.plan(
            changes.map { BehaviourChange(from: begin + .seconds($0.second), $0.behaviour) },
            at: server)
        let answers = scene.run {
            var answers: [[UInt8]] = []
            for second in seconds {
                _ = await world.loop.sleep(until: begin + .seconds(second))
                answers.append(await scene.metrics())
            }
            return answers
        }
        return try answers.map { try MetricsPage($0) }
    }

    private static let good = answer(SourcedTargets.list("10.0.0.1", "10.0.0.2:80"))

    @Test func `a list is fetched at the start and at its interval`() throws {
        let pages = try Self.pages(
            at: [1, 19, 21], (0, Self.good),
            (10, Self.answer(SourcedTargets.list("10.0.0.2:80", "10.0.0.3"))))
        #expect(
            pages.map { $0.targets.sorted() } == [
                ["10.0.0.1:443", "10.0.0.2:80"], ["10.0.0.1:443", "10.0.0.2:80"],
                ["10.0.0.2:80", "10.0.0.3:443"],
            ])
        #expect(pages[2].source("failures_total", "http") == 0)
        #expect(pages[2].source("probes", "http") == 2)
    }

    private static let huge = says("HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n[")

    private static let trickling = Behaviour.accepts(
        .scripted {
            let head = Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".utf8)
            let acts = (0..<1_000).flatMap { _ in [ServerAct.wait(.seconds(1)), .send([0x20])] }
            return ScriptedConversation(reply: [.send(head)] + acts)
        })

    @Test(arguments: [
        ("the server answered with status 500", answer("no", status: "500 Sorry")),
        ("the server answered with status 301", answer("", status: "301 Moved")),
        ("the connection was refused", .refuses),
        ("the connection did not come to stand in time", .silent),
        ("the server did not answer in full in time", .acceptsAndStaysSilent),
        ("the server did not answer in full in time", trickling),
        ("the document has more than 16777216 bytes", huge),
        (
            "the connection ended before the answer was whole",
            .accepts(
                .scripted {
                    ScriptedConversation(reply: [
                        .send(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[".utf8)), .finish,
                    ])
                })
        ),
        ("\(shown):1:4: this is no JSON: the text ends too early", answer("[{}")),
        ("\(shown):1:1: this is no JSON: a value must stand here", answer("<html>Login</html>")),
        ("\(shown): [0].targets[0]: the target is empty", answer("[{\"targets\": [\"\"]}]")),
    ])
    func `a server that fails keeps the targets, and is counted and told once`(
        words: String, behaviour: Behaviour
    ) throws {
        let world = Target.world()
        let pages = try Self.pages(
            in: world, at: [9, 55, 65], (0, Self.good), (10, behaviour),
            (59, Self.answer(SourcedTargets.list("10.0.0.9"))))
        #expect(
            pages.map(\.targets) == [
                ["10.0.0.1:443", "10.0.0.2:80"], ["10.0.0.1:443", "10.0.0.2:80"],
                ["10.0.0.9:443"],
            ])
        #expect(pages.map { $0.source("failures_total", "http") } == [0, 2, 2])
        let lines = world.log.lines.filter { $0.message.hasPrefix("A source of targets fails") }
        #expect(lines.count == 1)
        #expect(lines.first?["error"]?.hasPrefix(words) == true, "\(lines)")
        #expect(lines.first?["place"] == Self.shown)
    }

    @Test func `attempts go on while a server is slow`() throws {
        let pages = try Self.pages(at: [300], (0, Self.good), (10, Self.trickling))
        #expect(pages[0].targets.count == 2)
        #expect(pages[0].sum("probe_slots_missed_total") == 0)
        #expect(pages[0].sum("probe_attempts_total") >= 58)
    }

    private static let accounts = """
        accounts:
          named: {username: monitor, password_file: /run/password}
          bearer: {token_file: /run/token}
        """

    @Test(arguments: [
        ("named", "Basic bW9uaXRvcjpodW50ZXIy"), ("bearer", "Bearer hunter2"),
    ])
    func `an account is shown as its files have it`(
        account: String, credentials: String
    ) throws {
        let world = Target.world()
        world.files.set("/run/password", "hunter2\n")
        world.files.set("/run/token", "hunter2\n")
        let body = SourcedTargets.list("10.0.0.1")
        let wanted =
            "GET /targets?team=mail HTTP/1.1\r\nHost: 10.1.0.1\r\nUser-Agent: sonde/1.2.3\r\n"
            + "Accept: application/json\r\nX-Prometheus-Refresh-Interval-Seconds: 20\r\n"
            + "Authorization: \(credentials)\r\n"
            + "Accept-Encoding: identity\r\nConnection: close\r\n\r\n"
        let strict = Behaviour.accepts(
            .scripted {
                ServerTurns([
                    .hear(wanted),
                    .say("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"),
                ])
            })
        let pages = try Self.pages(
            "{http: {url: \"\(Self.url)\", interval: 20s, account: \(account)}}", in: world,
            top: Self.accounts, at: [1], (0, strict))
        #expect(pages[0].targets == ["10.0.0.1:443"])
        #expect(!world.log.lines.description.contains("hunter2"))
    }

    @Test func `without its password nothing is asked, and the log names the file`() throws {
        let world = Target.world()
        world.files.set("/run/password", "hunter2\n")
        world.files.set("/run/token", "hunter2\n")
        let settings = try SourcedTargets.settings(
            "{http: {url: \"\(Self.url)\", interval: 20s, account: named}}", world,
            top: Self.accounts)
        world.files.set("/run/password", failing: .permission)
        let scene = try ExporterScene(world, settings)
        world.network.plan([BehaviourChange(from: world.loop.now, Self.good)], at: Self.server)
        let page = try scene.page(afterSeconds: 1)
        #expect(page.targets == [])
        #expect(page.source("failures_total", "http") == 1)
        let line = world.log.lines.first { $0.message.hasPrefix("A source of targets fails") }
        #expect(line?["error"] == "/run/password: permission denied")
        #expect(world.network.tally(of: Self.server).established == 0)
    }

    /// A server that shows a certificate and answers with a list.
    private static func secure(
        _ world: SimulatedWorld, _ verification: CertificateVerification
    ) -> Behaviour {
        let server = world.tls.server(.completes(DayTarget.facts(verification)))
        let body = SourcedTargets.list("10.0.0.1")
        return .accepts(
            .scripted {
                ServerTurns([
                    .handshake(server), .hear("GET /list HTTP/1.1\r\n"),
                    .say("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"),
                ])
            })
    }

    @Test func `over TLS only a server that proves its name is believed`() throws {
        let world = Target.world()
        let trusted = CertificateVerification.verified(
            chainExpiry: SimulationLimits.wallTime + .seconds(86_400))
        let pages = try Self.pages(
            "{http: {url: \"https://10.1.0.1:80/list\", interval: 20s}}", in: world,
            at: [1, 21, 41], (0, Self.secure(world, .failed(.untrusted))),
            (10, Self.secure(world, trusted)), (30, Self.secure(world, .failed(.expired))))
        #expect(pages.map(\.targets) == [[], ["10.0.0.1:443"], ["10.0.0.1:443"]])
        #expect(pages.map { $0.source("failures_total", "http") } == [1, 1, 2])
        let lines = world.log.lines.filter { $0.message.hasPrefix("A source of targets fails") }
        #expect(
            lines.map { $0["error"] } == [
                "the server's certificate is not signed by a trusted authority",
                "the server's certificate has expired",
            ])
    }
}
