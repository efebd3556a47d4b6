import Glibc
import Testing
import Workbench

/// mariadb-server.
enum MariaDB {
    static let program = "/usr/sbin/mariadbd"

    /// Starts a server with an account `root` without a password, for this machine only.
    static func start(
        _ leaf: TestCertificates.Leaf? = nil, _ more: [String] = []
    ) throws -> RealServer {
        try RealServer.atFreePort { port, folder in
            // It runs as root where nobody forbids it by name.
            var common = ["--no-defaults", "--datadir=\(folder.path)/data"]
            common += ["--innodb-log-file-size=4M", "--innodb-buffer-pool-size=8M"]
            // Nothing has to outlive the test.
            common += ["--debug-no-sync", "--innodb-flush-method=nosync"]
            if geteuid() == 0 { common.append("--user=root") }
            _ = try Programs.run(
                "mariadb-install-db",
                common + ["--auth-root-authentication-method=normal", "--skip-test-db"])
            var arguments = [
                "--bind-address=127.0.0.1", "--port=\(port)", "--performance-schema=ON",
                "--socket=\(folder.path)/socket", "--pid-file=\(folder.path)/pid",
            ]
            if let leaf {
                arguments += ["--ssl-cert=\(leaf.withChain)", "--ssl-key=\(leaf.key)"]
            } else {
                arguments.append("--skip-ssl")
            }
            let child = try ChildProcess(program, common + arguments + more)
            try child.waitForText("ready for connections", on: .errors)
            return child
        }
    }

    /// What the client of MariaDB says to a statement of `root`, columns divided by tabs.
    static func ask(_ server: RealServer, _ statement: String) throws -> String {
        try Programs.run(
            "mariadb",
            [
                "--no-defaults", "--skip-ssl", "--protocol=tcp", "-h127.0.0.1", "-uroot",
                "-P\(server.port)", "-N", "-e", statement,
            ])
    }
}

extension Trait where Self == ConditionTrait {
    static var needsMariaDB: Self { .needs(MariaDB.program, of: "mariadb-server") }
}
