import Network
import Probes
import Simulation
import Testing
import Time

struct InconclusiveTests {
    @Test(arguments: LocalTrouble.allCases)
    func `trouble of our own when connecting says nothing about the target`(
        trouble: LocalTrouble
    ) throws {
        let report = try Scene(.localTrouble(trouble)).attempt()
        let reason = try #require(InconclusiveReason(rawValue: trouble.rawValue))
        #expect(report.verdict == .inconclusive(reason))
        #expect(report.duration == .zero)
        #expect(report.phases == PhaseDurations())
    }

    @Test(arguments: LocalTrouble.allCases)
    func `trouble of our own when resolving says nothing about the target`(
        trouble: LocalTrouble
    ) throws {
        let scene = Scene()
        scene.world.resolver.set(.fails(.local(trouble)), for: Scene.name)
        let report = try scene.attempt(Scene.options(.name(Scene.name)))
        let reason = try #require(InconclusiveReason(rawValue: trouble.rawValue))
        #expect(report.verdict == .inconclusive(reason))
    }

    @Test(arguments: [SimulatedTLS.Trouble.sessions, .handshakes])
    func `no memory for TLS says nothing about the target`(
        trouble: SimulatedTLS.Trouble
    ) throws {
        let scene = Scene.tls(.completes(Scene.facts()))
        scene.world.tls.set(trouble)
        let report = try scene.attempt(Scene.options(tls: true))
        #expect(report.verdict == .inconclusive(.memory))
    }

    @Test func `no descriptor left says nothing about the target`() throws {
        let scene = Scene()
        scene.world.network.setConnectionsMax(0)
        #expect(try scene.attempt().verdict == .inconclusive(.descriptors))
    }

    @Test func `a shutdown ends an attempt in each phase at once`() throws {
        let asleep = Scene(.silent)
        let connecting = try asleep.attempt(cancelledAfter: .seconds(1))
        #expect(connecting.verdict == .inconclusive(.shutdown))
        #expect(connecting.duration == .seconds(1))

        let unnamed = Scene()
        unnamed.world.resolver.set(.fails(.timeout), for: Scene.name)
        let resolving = try unnamed.attempt(
            Scene.options(.name(Scene.name)), cancelledAfter: .seconds(1))
        #expect(resolving.verdict == .inconclusive(.shutdown))
        #expect(resolving.duration == .seconds(1))

        let speechless = Scene.tls(.staysSilent)
        let speaking = try speechless.attempt(
            Scene.options(tls: true), cancelledAfter: .seconds(1))
        #expect(speaking.verdict == .inconclusive(.shutdown))
        #expect(speaking.duration == .seconds(1))
        #expect(speaking.phases.connect == Scene.oneWay * 2)
    }

    @Test func `no connection outlives its attempt`() throws {
        for answer in [TLSServerAnswer.completes(Scene.facts()), .resets, .staysSilent] {
            let scene = Scene.tls(answer)
            _ = try scene.attempt(Scene.options(tls: true))
            #expect(scene.world.network.openConnections == 0)
        }
    }
}
