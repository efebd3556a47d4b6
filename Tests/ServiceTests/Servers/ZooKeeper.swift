import Workbench

/// zookeeper.
enum ZooKeeper {
    static let program = "/usr/share/zookeeper/bin/zkServer.sh"

    /// Starts a server; `more` are lines of its configuration.
    ///
    /// As a `member` of a quorum that never comes about it serves nobody.
    static func start(_ more: String = "", member: Int? = nil) throws -> LaunchedServer {
        // The last of what it says at its start; before that it refuses to serve.
        let mark = member == nil ? "ZKAuditProvider" : "LOOKING"
        return try LaunchedServer(ports: ["zookeeper"], saying: mark) { ports, folder in
            if let member { try folder.write("myid", "\(member)\n") }
            let file = try folder.write(
                "zoo.cfg",
                """
                tickTime=2000
                dataDir=\(folder.path)
                clientPort=\(ports["zookeeper"])
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                \(more)

                """)
            // The script of the package would read and write the folders of the machine.
            return [
                "java", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", "/usr/share/java/zookeeper.jar:/usr/share/java/slf4j-simple.jar",
                "org.apache.zookeeper.server.quorum.QuorumPeerMain", file,
            ]
        }
    }
}
