import FaultServers
import Testing
import Workbench

extension Services {
    /// ZooKeeper 3.8.
    @Suite struct ZooKeeperTests {
        @Test(.needsZooKeeper) func `ZooKeeper proves zookeeper`() throws {
            let server = try ZooKeeper.start()
            let attempt = try Attempt(server.port, service: "zookeeper")
            #expect(attempt.outcome == "success", "\(attempt.text)")
            #expect(!server.child.heard(.errors).contains("Exception"))
            let other = try Attempt(server.port, service: "redis")
            #expect(other.outcome == Stranger.closed, "\(other.text)")
        }

        @Test(.needsZooKeeper) func `ZooKeeper that forbids srvr proves zookeeper`() throws {
            let server = try ZooKeeper.start("4lw.commands.whitelist=ruok")
            let attempt = try Attempt(server.port, service: "zookeeper")
            #expect(attempt.outcome == "success", "\(attempt.text)")
        }

        @Test(.needsZooKeeper) func `ZooKeeper without a quorum says no`() throws {
            // Ports where nobody listens, which nobody else may take.
            let ports = (0..<4).map { _ in TCPFaultServer(.refuse) }
            let numbers = ports.map(\.port)
            let server = try ZooKeeper.start(
                """
                initLimit=5
                syncLimit=2
                server.1=127.0.0.1:\(numbers[0]):\(numbers[1])
                server.2=127.0.0.1:\(numbers[2]):\(numbers[3])
                """, member: 1)
            let attempt = try Attempt(server.port, service: "zookeeper")
            #expect(attempt.outcome == Stranger.unexpected, "\(attempt.text)")
            #expect(attempt.detail.contains("not currently serving"), "\(attempt.text)")
        }
    }
}
