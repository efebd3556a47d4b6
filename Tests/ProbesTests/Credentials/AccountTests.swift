import Network
import Probes
import Simulation
import Testing
import Time

/// Attempts that say who we are.
struct AccountTests {
    private static let account = Account(
        username: "monitor", password: SecretFile("/run/password"), token: SecretFile("/run/token"))

    private static func options(
        _ parts: AccountPart..., host: Host = .address(Scene.v4), account: Account? = account
    ) throws -> TCPProbeOptions {
        var options = Scene.options(host)
        options.account = account
        let said = parts.flatMap { part -> [Template.Piece] in [.account(part), " "] }
        options.script = Script([
            Script.Part(.script, [.send(Template(said + ["\r\n"])), try .expect("^OK")])
        ])
        return options
    }

    private static func scene(_ turns: [Turn]) -> Scene {
        let scene = Scene.talk(turns)
        scene.world.files.set("/run/password", "hunter2\n")
        scene.world.files.set("/run/token", "planted\n")
        return scene
    }

    @Test func `a script says what the account holds at the attempt`() throws {
        let scene = Self.scene([.hear("monitor hunter2 planted \r\n"), .say("OK\r\n")])
        let report = try scene.attempt(try Self.options(.username, .password, .token))
        #expect(report.verdict == .success)
        // Nothing of it takes time.
        #expect(
            report.duration == report.phases.connect.map { $0 + (report.phases.exchange ?? .zero) })
    }

    @Test func `a password that is changed is said from the next attempt on`() throws {
        let scene = Self.scene([.hear("second \r\n"), .say("OK\r\n")])
        let probe = try scene.probe(try Self.options(.password))
        let world = scene.probeWorld
        let verdicts = scene.world.loop.run {
            let first = await probe.attempt(in: world)
            scene.world.files.set("/run/password", "second")
            return [first.verdict, await probe.attempt(in: world).verdict]
        }
        #expect(verdicts == [.failure(.timeout, .exchange), .success])
        #expect(scene.world.files.readCount == 2)
    }

    @Test(arguments: [
        (FileError.missing, "there is no such file"), (.permission, "permission denied"),
        (.other(errorNumber: 5), "it could not be read (errno 5)"),
    ])
    func `a secret that cannot be read says nothing of the target, and nobody is asked`(
        error: FileError, words: String
    ) throws {
        let scene = Self.scene([])
        scene.world.files.set("/run/password", failing: error)
        let report = try scene.attempt(try Self.options(.password, host: .name(Scene.name)))
        #expect(report.verdict == .inconclusive(.credentials))
        #expect(report.detail == "/run/password: \(words)")
        #expect(scene.world.network.openConnections == 0)
        #expect(scene.world.resolver.queryCount == 0)
    }

    @Test func `a secret that others may read is not said`() throws {
        let scene = Self.scene([])
        scene.world.files.set("/run/token", isReadableByOthers: true)
        let report = try scene.attempt(try Self.options(.token))
        #expect(report.verdict == .inconclusive(.credentials))
        #expect(report.detail == "/run/token: others may read it; run chmod o-r /run/token")
    }

    @Test func `what a script does not say need not be readable`() throws {
        let scene = Self.scene([.hear("planted \r\n"), .say("OK\r\n")])
        scene.world.files.set("/run/password", failing: .missing)
        let report = try scene.attempt(try Self.options(.token))
        #expect(report.verdict == .success)
    }

    @Test func `where all addresses are attempted, credentials are looked at once for all`() throws
    {
        let scene = Self.scene([.hear("planted \r\n"), .say("OK\r\n")])
        var options = try Self.options(.token, host: .name(Scene.name))
        options.addresses = .all(.everyOne)
        #expect(try scene.attempt(options).verdict == .success)
        scene.world.files.set("/run/token", failing: .missing)
        let report = try scene.attempt(options)
        #expect(report.verdict == .inconclusive(.credentials))
        #expect(report.detail == "/run/token: there is no such file")
        #expect(report.addresses == nil)
    }

    @Test func `what a target says back is hidden in all that is told of the attempt`() throws {
        let scene = Self.scene([
            .hear("monitor hunter2 \r\n"), .say("NO monitor hun"), .say("ter2\r\n"),
        ])
        let probe = TCPProbe(
            options: try Self.options(.username, .password), tls: nil, keepsTranscript: true)
        let world = scene.probeWorld
        let report = scene.world.loop.run { await probe.attempt(in: world) }
        #expect(report.verdict == .failure(.unexpectedResponse, .exchange))
        #expect(
            report.detail == #""NO *** ***\r\n" came where a match of "^OK" was expected"#)
        #expect(report.sent == "*** *** \r\n")
        for entry in report.transcript?.entries ?? [] {
            guard case .received(let bytes) = entry.event else { continue }
            #expect(!String(decoding: bytes, as: UTF8.self).contains("hun"))
        }
    }

    /// What an HTTP proxy hears of credentials, and what a SOCKS proxy does.
    @Test(arguments: ["hunter2", "bW9uaXRvcjpodW50ZXIy", "monitor"])
    func `what is said behind a proxy shows nothing of what the proxy was told`(
        said: String
    ) throws {
        let scene = Scene.proxied([
            .hear(Scene.httpRequest), .say("HTTP/1.1 200 OK\r\n\r\nNO \(said)\r\n"),
        ])
        scene.world.files.set(Scene.passwordFile, "hunter2")
        var options = Scene.proxiedOptions(.http, hasLogin: true)
        options.script = Script([Script.Part(.script, [try .expect("^OK")])])
        let report = try scene.attempt(options)
        #expect(report.verdict == .failure(.unexpectedResponse, .exchange))
        #expect(report.detail?.hasPrefix(#""NO ***\r\n" came"#) == true, "\(report.detail ?? "")")
    }

    @Test func `an account tells which parts it has, and in which files`() throws {
        let empty = Account()
        for part in AccountPart.allCases {
            #expect(Self.account.has(part))
            #expect(!empty.has(part))
        }
        #expect(Self.account.file(of: .username) == nil)
        #expect(Self.account.file(of: .token) == SecretFile("/run/token"))
        let scene = Self.scene([])
        let keeper = scene.probeWorld.credentials
        #expect(
            try Self.account.secrets([.username, .token], keptBy: keeper) == [
                .username: Secret(Array("monitor".utf8)), .token: Secret(Array("planted".utf8)),
            ])
        #expect(try empty.secrets(Set(AccountPart.allCases), keptBy: keeper).isEmpty)
    }
}
