import Network
import Probes
import Simulation
import Testing
import Time

struct PhaseTests {
    private static let jittery = LinkConditions(
        delay: .microseconds(100) ... .milliseconds(300), slowProbability: 0.1,
        lossProbability: 0.05)

    @Test func `the phases of a success add up to the whole, to the nanosecond`() throws {
        var successes = 0
        for seed in 0..<300 {
            let scene = Scene(seed: UInt64(seed), conditions: Self.jittery)
            let server = scene.world.tls.server(.completes(Scene.facts()))
            scene.world.network.set(.accepts(.tls(server)), at: Scene.target)
            let start = scene.world.loop.now
            let report = try scene.attempt(Scene.options(.name(Scene.name), tls: true))
            guard report.verdict == .success else { continue }
            successes += 1
            let phases = try [Phase.resolve, .connect, .tls].map { try #require(report.phases[$0]) }
            #expect(phases.reduce(.zero, +) == report.duration, "seed \(seed)")
            #expect(phases.allSatisfy { $0 > .zero }, "seed \(seed)")
            #expect(report.startedAt == start)
            #expect(report.startedAt + report.duration == scene.world.loop.now)
        }
        #expect(successes > 200)
    }

    @Test func `they do with a conversation on both sides of STARTTLS as well`() throws {
        var successes = 0
        for seed in 0..<300 {
            let scene = Scene.talk(
                .completes(Scene.facts()), conditions: Self.jittery, seed: UInt64(seed)
            ) { handshake in
                [
                    .say("220 hello\r\n"), .hear("STARTTLS\r\n"), .act(.wait(.milliseconds(3))),
                    .say("220 "), .act(.wait(.microseconds(7))), .say("go\r\n"), handshake,
                    .hear("VERSION\r\n"), .say("OK 1.2"), .hear("QUIT\r\n"),
                ]
            }
            let start = scene.world.loop.now
            let report = try scene.converse(
                [
                    .expect("^220 "), .send("STARTTLS\r\n"), .expect("^220 ", wholeLine: true),
                    .startTLS, .send("VERSION\r\n"), .expect("^OK (?P<version>[0-9.]+)"),
                    .send("QUIT\r\n"),
                ], host: .name(Scene.name))
            guard report.verdict == .success else { continue }
            successes += 1
            let phases = try Phase.allCases.filter { $0 != .proxy }
                .map { try #require(report.phases[$0]) }
            #expect(phases.reduce(.zero, +) == report.duration, "seed \(seed)")
            #expect(phases.allSatisfy { $0 > .zero }, "seed \(seed)")
            #expect(report.startedAt == start)
            // What is waited for behind the last byte, in case there are more, belongs to nothing.
            #expect(report.startedAt + report.duration < scene.world.loop.now, "seed \(seed)")
        }
        #expect(successes > 200)
    }

    @Test func `each phase has the length that the network gave it`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        let report = try scene.attempt(Scene.options(.name(Scene.name), tls: true))
        #expect(report.verdict == .success)
        #expect(report.phases.resolve == .milliseconds(20))
        #expect(report.phases.connect == .milliseconds(20))
        #expect(report.phases.tls == .milliseconds(20))
        #expect(report.canonicalName == Scene.name)
        #expect(report.address == Scene.v4)
        #expect(!report.isNameCached)
    }

    @Test(arguments: [Scene.v4, Scene.v6])
    func `a literal address has no resolve phase`(address: IPAddress) throws {
        let scene = Scene()
        scene.world.network.set(
            .accepts(.discards), at: Endpoint(address: address, port: 443))
        let report = try scene.attempt(Scene.options(.address(address)))
        #expect(report.verdict == .success)
        #expect(report.phases.resolve == nil)
        #expect(report.phases.connect == report.duration)
        #expect(report.phases.tls == nil)
        #expect(report.canonicalName == nil)
        #expect(report.address == address)
        #expect(scene.world.resolver.queryCount == 0)
    }

    @Test func `a known name counts as zero`() throws {
        let scene = Scene()
        scene.world.resolver.set(
            .knows([Scene.v4], canonicalName: "alias.example"), for: Scene.name)
        let report = try scene.attempt(Scene.options(.name(Scene.name)))
        #expect(report.verdict == .success)
        #expect(report.phases.resolve == .zero)
        #expect(report.phases.connect == report.duration)
        #expect(report.isNameCached)
        #expect(report.canonicalName == "alias.example")
    }

    @Test func `phases that were not reached are absent`() throws {
        let unnamed = Scene()
        let unresolved = try unnamed.attempt(Scene.options(.name("nobody.example"), tls: true))
        #expect(unresolved.phases == PhaseDurations())
        #expect(unresolved.address == nil)
        #expect(unresolved.duration == .milliseconds(20))

        let refusing = Scene(.refuses)
        let refused = try refusing.attempt(Scene.options(.name(Scene.name), tls: true))
        #expect(refused.phases == PhaseDurations(resolve: .milliseconds(20)))
        #expect(refused.address == Scene.v4)
        #expect(refused.duration == .milliseconds(40))

        let closing = Scene(.closesAfterAccept)
        let closed = try closing.attempt(Scene.options(.name(Scene.name), tls: true))
        #expect(
            closed.phases
                == PhaseDurations(resolve: .milliseconds(20), connect: .milliseconds(20)))
    }

    @Test func `the limit of a connection ends it before the whole attempt`() throws {
        var options = Scene.options()
        options.timeout = .seconds(5)
        options.connectTimeout = .seconds(2)
        let report = try Scene(.silent).attempt(options)
        #expect(report.verdict == .failure(.timeout, .connect))
        #expect(report.duration == .seconds(2))
    }

    @Test func `the limit of the attempt ends a connection whose own is longer`() throws {
        var options = Scene.options(.name(Scene.name))
        options.timeout = .seconds(1)
        options.connectTimeout = .seconds(2)
        let report = try Scene(.silent).attempt(options)
        #expect(report.verdict == .failure(.timeout, .connect))
        #expect(report.duration == .seconds(1))
    }

    @Test func `names and handshakes have the whole attempt's limit`() throws {
        let unnamed = Scene()
        unnamed.world.resolver.set(.fails(.timeout), for: Scene.name)
        let resolving = try unnamed.attempt(Scene.options(.name(Scene.name)))
        #expect(resolving.verdict == .failure(.dnsTimeout, .resolve))
        #expect(resolving.duration == .seconds(5))

        let speaking = try Scene.tls(.staysSilent).attempt(Scene.options(tls: true))
        #expect(speaking.verdict == .failure(.timeout, .tls))
        #expect(speaking.duration == .seconds(5))
    }

    @Test func `a lost SYN is part of the connect phase`() throws {
        let scene = Scene()
        let start = scene.world.loop.now
        scene.world.network.plan(
            [
                BehaviourChange(from: start, .silent),
                BehaviourChange(from: start + .milliseconds(500), .accepts(.discards)),
            ], at: Scene.target)
        let report = try scene.attempt()
        #expect(report.verdict == .success)
        #expect(report.phases.connect == .seconds(1) + Scene.oneWay * 2)
    }

    @Test func `an answer at the very deadline is an answer`() throws {
        var options = Scene.options()
        options.connectTimeout = Scene.oneWay * 2
        #expect(try Scene().attempt(options).verdict == .success)
        options.connectTimeout = Scene.oneWay * 2 - .nanoseconds(1)
        #expect(try Scene().attempt(options).verdict == .failure(.timeout, .connect))
    }
}
