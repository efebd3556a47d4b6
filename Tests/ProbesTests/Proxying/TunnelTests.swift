import Network
import Probes
import Simulation
import Testing
import Time

struct TunnelTests {
    @Test(arguments: ProxyKind.allCases)
    func `a target is reached through a proxy that resolves its name`(kind: ProxyKind) throws {
        let scene = Scene.proxied(Scene.turns(kind))
        let report = try scene.attempt(Scene.proxiedOptions(kind))
        #expect(report.verdict == .success)
        #expect(report.phases.resolve == nil)
        // A name, a connection and, with SOCKS, the choice of a method: 20 ms each.
        #expect(report.phases.proxy == .milliseconds(kind == .socks5 ? 60 : 40))
        #expect(report.phases.connect == .milliseconds(20))
        #expect(report.duration == .milliseconds(kind == .socks5 ? 80 : 60))
        #expect(report.address == nil)
        #expect(report.canonicalName == nil)
        #expect(report.proxyAddress == Scene.proxy.address)
        #expect(report.path == nil)
        #expect(scene.world.resolver.queryCount == 1)
        #expect(scene.world.network.openConnections == 0)
    }

    @Test(arguments: ProxyKind.allCases)
    func `the phases add up to the whole, to the nanosecond`(kind: ProxyKind) throws {
        let jittery = LinkConditions(
            delay: .microseconds(100) ... .milliseconds(100), slowProbability: 0.1)
        var successes = 0
        for seed in 0..<200 {
            let scene = Scene.proxied([], conditions: jittery, seed: UInt64(seed))
            let server = scene.world.tls.server(.completes(Scene.facts()))
            let turns = Scene.turns(
                kind, then: [.handshake(server), .hear("VERSION\r\n"), .say("OK\r\n")])
            scene.world.network.set(.accepts(.scripted { ServerTurns(turns) }), at: Scene.proxy)
            var options = Scene.proxiedOptions(kind, tls: true)
            options.script = Script([
                Script.Part(.script, [.send("VERSION\r\n"), try .expect("^OK")])
            ])
            let start = scene.world.loop.now
            let report = try scene.attempt(options)
            guard report.verdict == .success else { continue }
            successes += 1
            let phases = try [Phase.proxy, .connect, .tls, .exchange].map {
                try #require(report.phases[$0])
            }
            #expect(phases.reduce(.zero, +) == report.duration, "seed \(seed)")
            #expect(phases.allSatisfy { $0 > .zero }, "seed \(seed)")
            #expect(report.startedAt == start)
        }
        #expect(successes > 150)
    }

    @Test func `an address is told as one, and known`() throws {
        let scene = Scene.proxied([
            .hear([5, 1, 0]), .say([5, 0]), .hear([5, 1, 0, 1, 192, 0, 2, 1, 1, 187]),
            .say(Scene.socksGranted),
        ])
        let options = Scene.proxiedOptions(
            .socks5, at: .address(Scene.proxy.address), to: .address(Scene.v4))
        let report = try scene.attempt(options)
        #expect(report.verdict == .success)
        #expect(report.address == Scene.v4)
        #expect(scene.world.resolver.queryCount == 0)
    }

    @Test func `an IPv6 address is told as one`() throws {
        let scene = Scene.proxied([
            .hear("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n\r\n"),
            .say("HTTP/1.1 200 OK\r\n\r\n"),
        ])
        let options = Scene.proxiedOptions(.http, to: .address(Scene.v6))
        #expect(try scene.attempt(options).verdict == .success)
    }

    @Test(arguments: ProxyKind.allCases)
    func `a proxy may say all of it byte by byte`(kind: ProxyKind) throws {
        let turns = Scene.turns(kind, then: [.say("220 hello\r\n")])
        let scene = Scene.proxied(
            turns.flatMap { turn in
                guard case .say(let bytes) = turn else { return [turn] }
                return bytes.map { .say([$0]) }
            })
        var options = Scene.proxiedOptions(kind)
        options.script = Script([Script.Part(.script, [try .expect("^220 hello\r\n")])])
        #expect(try scene.attempt(options).verdict == .success)
    }

    @Test(arguments: ProxyKind.allCases)
    func `what comes together with the answer belongs to the target`(kind: ProxyKind) throws {
        var turns = Scene.turns(kind)
        guard case .say(let answer)? = turns.popLast() else {
            Issue.record("a proxy has the last word")
            return
        }
        let scene = Scene.proxied(turns + [.say(answer + Array("220 hello\r\n".utf8))])
        var options = Scene.proxiedOptions(kind)
        options.script = Script([Script.Part(.script, [try .expect("^220 hello\r\n")])])
        #expect(try scene.attempt(options).verdict == .success)
    }

    @Test func `TLS is started behind a proxy`() throws {
        let scene = Scene.proxied([])
        let server = scene.world.tls.server(.completes(Scene.facts()))
        let turns = Scene.turns(
            .http,
            then: [
                .say("220 hello\r\n"), .hear("STARTTLS\r\n"), .say("220 go\r\n"),
                .handshake(server), .hear("VERSION\r\n"), .say("OK 1.2\r\n"),
            ])
        scene.world.network.set(.accepts(.scripted { ServerTurns(turns) }), at: Scene.proxy)
        var options = Scene.proxiedOptions(.http, tls: true)
        options.script = Script([
            Script.Part(
                .script,
                [
                    try .expect("^220 "), .send("STARTTLS\r\n"),
                    try .expect("^220 ", wholeLine: true), .startTLS, .send("VERSION\r\n"),
                    try .expect("^OK "),
                ])
        ])
        let report = try scene.attempt(options)
        #expect(report.verdict == .success)
        #expect(report.tls?.version == "TLS 1.3")
    }

    @Test func `the password is read anew for each attempt`() throws {
        let scene = Scene.proxied([])
        let options = Scene.proxiedOptions(.http, hasLogin: true)
        for (password, field) in [("open", "bW9uaXRvcjpvcGVu"), ("new\n", "bW9uaXRvcjpuZXc=")] {
            let turns: [Turn] = [
                .hear(Scene.httpRequest + "Proxy-Authorization: Basic \(field)\r\n\r\n"),
                .say("HTTP/1.1 200 OK\r\n\r\n"),
            ]
            scene.world.network.set(.accepts(.scripted { ServerTurns(turns) }), at: Scene.proxy)
            scene.world.files.set(Scene.passwordFile, password)
            #expect(try scene.attempt(options).verdict == .success)
        }
    }

    @Test func `a SOCKS proxy gets the credentials when it asks for them`() throws {
        let scene = Scene.proxied([
            .hear([5, 2, 0, 2]), .say([5, 2]),
            .hear([1, 7] + Array("monitor".utf8) + [4] + Array("open".utf8)), .say([1, 0]),
            .hear(Scene.socksRequest), .say(Scene.socksGranted),
        ])
        scene.world.files.set(Scene.passwordFile, "open\r\n")
        let report = try scene.attempt(Scene.proxiedOptions(.socks5, hasLogin: true))
        #expect(report.verdict == .success)
        #expect(report.phases.proxy == .milliseconds(80))
    }
}
