import Configuration
import Exporter
import Simulation
import Testing
import Time

struct ShutdownTests {
    @Test(arguments: [false, true])
    func `attempts in flight end as inconclusive when the exporter ends`(tls: Bool) throws {
        let probes = Target.probes(100, tls: tls)
        let scene = try ExporterScene(
            Target.world(tls ? .acceptsAndStaysSilent : .silent), Settings(probes: probes))
        let begin = scene.world.loop.now
        let before = scene.run {
            await scene.sleep(.seconds(25))
            return scene.exporter.balance
        }
        #expect(before.inFlight > 10)
        // The end does not wait for their timeouts.
        #expect(scene.world.loop.now == begin + .seconds(25))
        let after = scene.exporter.balance
        #expect(after.isEven && after.inFlight == 0)
        #expect(after.failures == before.failures)
        #expect(after.inconclusive == before.inFlight)
        let page = try MetricsPage(scene.answerNow())
        #expect(
            page["sonde_inconclusive_total{reason=\"shutdown\"}"] == Double(before.inFlight))
        #expect(scene.world.network.openConnections == 0)
    }

    @Test func `attempts that wait for a place do not begin when the exporter ends`() throws {
        let scene = try ExporterScene(
            Target.world(.silent), Settings(probes: Target.probes(100)), attemptsMax: 5)
        let before = scene.run {
            await scene.sleep(.seconds(25))
            return scene.exporter.balance
        }
        #expect(before.inFlight == 5)
        #expect(scene.exporter.balance.attempts == before.attempts)
    }
}
