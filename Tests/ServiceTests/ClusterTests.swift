import FaultServers
import Testing
import Workbench

extension Services {
    /// ZooKeeper as it is set up elsewhere.
    @Suite struct ClusterTests {
        @Test(.needs(.zookeeper)) func `ZooKeeper that allows few words is proved`() throws {
            let server = try ZooKeeper.start("4lw.commands.whitelist=ruok")
            // It adds srvr itself, which its own scripts need.
            let attempt = try expect(
                .success, of: .service("zookeeper"), at: server["zookeeper"])
            #expect(attempt.captured["version"] != nil)
            try expect(.closedEarly, of: .service("redis"), at: server["zookeeper"])
        }

        @Test(.needs(.zookeeper)) func `ZooKeeper without a quorum says no`() throws {
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
            let attempt = try expect(
                .unexpected, of: .service("zookeeper"), at: server["zookeeper"])
            #expect(attempt.detail.contains("not currently serving"), "\(attempt)")
        }
    }
}
