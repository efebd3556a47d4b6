import Network
import Probes
import Simulation
import Testing
import Time

/// How long a peer is heard out that says nothing more.
struct FarewellTests {
    /// What is left of an attempt under TLS when its verdict stands.
    private func farewell(timeout: Duration) throws -> Duration {
        let scene = Scene.talk(.completes(Scene.facts())) { [$0, .say("OK\r\n")] }
        let begin = scene.world.loop.now
        let report = try scene.converse([try .expect("^OK$")], tls: true, timeout: timeout)
        #expect(report.verdict == .success)
        // One round trip to connect, and one for the handshake, with which the answer comes.
        #expect(report.duration == Scene.oneWay * 4)
        return scene.world.loop.now - begin - report.duration
    }

    @Test func `a peer under TLS is heard out a little while`() throws {
        #expect(try farewell(timeout: .seconds(5)) == ConversationLimits.farewellTime)
    }

    @Test func `nobody is heard out beyond the deadline, at which the next attempt may begin`()
        throws
    {
        #expect(try farewell(timeout: Scene.oneWay * 5) == Scene.oneWay)
    }
}
