import Network
import Probes
import Simulation
import Testing
import Time

/// Which versions of TLS are accepted, by connections of their own.
struct VersionAuditTests {
    private static let options: TCPProbeOptions = {
        var options = Scene.options(tls: true)
        options.tls?.auditsVersions = true
        return options
    }()

    /// Attempts in one world at so many seconds from its start.
    private static func attempts(
        _ scene: Scene, _ options: TCPProbeOptions = options, at seconds: Int64...
    ) throws -> [ProbeReport] {
        let probe = try scene.probe(options)
        let (world, loop) = (scene.probeWorld, scene.world.loop)
        let begin = loop.now
        return loop.run {
            var reports: [ProbeReport] = []
            for second in seconds {
                _ = await loop.sleep(until: begin + .seconds(second))
                reports.append(await probe.attempt(in: world))
            }
            return reports
        }
    }

    @Test func `each version is told, and the attempt says what it would say without`() throws {
        let answer = TLSServerAnswer.accepts([.tls11, .tls12], Scene.facts())
        let report = try Self.attempts(Scene.tls(answer), at: 0)[0]
        #expect(
            report.acceptedVersions
                == [.tls10: false, .tls11: true, .tls12: true, .tls13: false])
        let plain = try Scene.tls(answer).attempt(Scene.options(tls: true))
        #expect(plain.acceptedVersions.isEmpty)
        #expect(report.verdict == plain.verdict)
        #expect(report.phases == plain.phases)
        #expect(report.duration == plain.duration)
        #expect(report.tls == plain.tls)
    }

    @Test func `it is done at most once in five minutes`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        let reports = try Self.attempts(scene, at: 0, 10, 299, 301, 310)
        #expect(reports.map { $0.acceptedVersions.count } == [4, 0, 0, 4, 0])
        #expect(reports.allSatisfy { $0.verdict == .success })
        #expect(scene.world.network.openConnections == 0)
    }

    @Test func `a certificate that does not hold is no reason not to ask`() throws {
        let scene = Scene.tls(.completes(Scene.facts(.failed(.expired))))
        let report = try Self.attempts(scene, at: 0)[0]
        #expect(report.verdict == .failure(.certificateExpired, .tls))
        #expect(report.acceptedVersions.count == 4)
    }

    @Test func `without a handshake nothing is asked, and the next attempt may ask`() throws {
        let scene = Scene.tls(.alert(40))
        let good = scene.world.tls.server(.completes(Scene.facts()))
        scene.world.network.plan(
            [
                BehaviourChange(from: scene.world.loop.now, .refuses),
                BehaviourChange(
                    from: scene.world.loop.now + .seconds(5), .accepts(.tls(good))),
            ], at: Scene.target)
        let reports = try Self.attempts(scene, at: 0, 10)
        #expect(reports.map { $0.acceptedVersions.count } == [0, 4])
    }

    @Test(
        arguments: [
            (TLSServerAnswer.alert(70), false),
            (.alert(40, certificates: [Scene.certificate]), true),
            (.resets, false), (.truncates, false), (.garbage(Array("HTTP/1.1 400 ".utf8)), false),
            (.staysSilent, nil),
        ] as [(TLSServerAnswer, Bool?)])
    func `what a hello is answered with tells whether its version is accepted`(
        answer: TLSServerAnswer, isAccepted: Bool?
    ) throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        // The first connection is the attempt's; what follows it is answered in another way.
        scene.world.network.set(
            .accepts(.scripted(Self.inTurn(scene.world.tls, answer))), at: Scene.target)
        let report = try Self.attempts(scene, at: 0)[0]
        #expect(report.verdict == .success)
        #expect(report.acceptedVersions[.tls10] == isAccepted)
        #expect(report.acceptedVersions.count == (isAccepted == nil ? 0 : 4))
    }

    /// Completes the handshake of the attempt, then answers in these ways, the last for ever.
    private static func inTurn(
        _ tls: SimulatedTLS, _ answers: TLSServerAnswer...
    ) -> @Sendable () -> any ServerConversation {
        let servers = ([.completes(Scene.facts())] + answers).map { tls.server($0) }
        let count = Shared(0)
        return {
            let number = count.update { count in
                count += 1
                return count
            }
            return servers[min(number, servers.count) - 1].makeConversation()
        }
    }

    @Test func `a version that is met with silence leaves the others their time`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        scene.world.network.set(
            .accepts(
                .scripted(
                    Self.inTurn(scene.world.tls, .staysSilent, .completes(Scene.facts())))),
            at: Scene.target)
        let report = try Self.attempts(scene, at: 0)[0]
        #expect(report.acceptedVersions == [.tls11: true, .tls12: true, .tls13: true])
    }

    @Test func `a server that gave up on us while we stood still has refused nothing`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        scene.world.network.set(
            .accepts(.scripted(Self.inTurn(scene.world.tls, .resets))), at: Scene.target)
        let loop = scene.world.loop
        loop.schedule(at: loop.now + .milliseconds(50)) { loop.stall(for: .seconds(2)) }
        let report = try Self.attempts(scene, at: 0)[0]
        #expect(report.verdict == .success)
        #expect(report.acceptedVersions == [.tls11: false, .tls12: false, .tls13: false])
    }

    @Test func `silence takes no longer than the attempt may take`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        scene.world.network.set(
            .accepts(.scripted(Self.inTurn(scene.world.tls, .staysSilent))), at: Scene.target)
        let begin = scene.world.loop.now
        let report = try Self.attempts(scene, at: 0)[0]
        #expect(scene.world.loop.now - begin == Self.options.timeout)
        #expect(report.duration == Scene.oneWay * 4)
    }

    @Test func `trouble of our own finds nothing out`() throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        let begin = scene.world.loop.now
        let good = scene.world.tls.server(.completes(Scene.facts()))
        scene.world.network.plan(
            [
                BehaviourChange(from: begin, .accepts(.tls(good))),
                BehaviourChange(from: begin + .milliseconds(30), .localTrouble(.ports)),
            ], at: Scene.target)
        let report = try Self.attempts(scene, at: 0)[0]
        #expect(report.verdict == .success)
        #expect(report.acceptedVersions.isEmpty)
    }
}
