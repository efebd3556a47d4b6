import Glibc
import Workbench

/// mariadb-server.
enum MariaDB {
    static let program = "/usr/sbin/mariadbd"

    /// Starts a server with an account `root` without a password, for this machine only.
    static func start(
        _ leaf: TestCertificates.Leaf? = nil, _ more: [String] = []
    ) throws -> LaunchedServer {
        try LaunchedServer(ports: ["mysql"], saying: "ready for connections") { ports, folder in
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
                "--bind-address=127.0.0.1", "--port=\(ports["mysql"])", "--performance-schema=ON",
                "--socket=\(folder.path)/socket", "--pid-file=\(folder.path)/pid",
            ]
            if let leaf {
                arguments += ["--ssl-cert=\(leaf.withChain)", "--ssl-key=\(leaf.key)"]
            } else {
                arguments.append("--skip-ssl")
            }
            return [program] + common + arguments + more
        }
    }

    /// What the client of MariaDB says to a statement of `root`, columns divided by tabs.
    static func ask(_ server: LaunchedServer, _ statement: String) throws -> String {
        try Programs.run(
            "mariadb",
            [
                "--no-defaults", "--skip-ssl", "--protocol=tcp", "-h127.0.0.1", "-uroot",
                "-P\(server["mysql"])", "-N", "-e", statement,
            ])
    }
}
