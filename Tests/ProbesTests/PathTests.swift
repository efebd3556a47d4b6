import Network
import Probes
import Simulation
import Testing
import Time

/// What the kernel saw of the way, and in which way a connection leaves.
struct PathTests {
    @Test func `the round trip is told with the connection`() throws {
        let report = try Scene().attempt()
        #expect(
            report.path
                == PathFigures(
                    roundTrip: .milliseconds(20), roundTripVariation: .milliseconds(10),
                    retransmissions: 0))
    }

    @Test func `nothing is told where no connection was made`() throws {
        #expect(try Scene(.refuses).attempt().path == nil)
        #expect(try Scene(.silent).attempt().path == nil)
    }

    @Test func `a lost SYN explains a second`() throws {
        var explained = 0
        for seed in 0..<200 {
            let scene = Scene(
                seed: UInt64(seed),
                conditions: LinkConditions(
                    delay: Scene.oneWay...Scene.oneWay, lossProbability: 0.2))
            let report = try scene.attempt()
            guard report.verdict == .success, let path = report.path else { continue }
            let connect = try #require(report.phases.connect)
            // net.ipv4.tcp_syn_retries: after one second, then after two more.
            let waited = [0, 1, 3, 7][min(path.retransmissions, 3)]
            #expect(connect == .seconds(waited) + Scene.oneWay * 2, "seed \(seed)")
            #expect(path.roundTrip == Scene.oneWay * 2, "seed \(seed)")
            if path.retransmissions > 0 { explained += 1 }
        }
        #expect(explained > 20)
    }

    @Test func `each connection leaves in the way that the options say`() throws {
        let scene = Scene()
        var options = Scene.options()
        options.connection = ConnectionOptions(
            source: .interface("eth1"), trafficClass: 46, close: .reset)
        _ = try scene.attempt(options)
        #expect(scene.world.network.lastOptions(of: Scene.target) == options.connection)
    }
}
