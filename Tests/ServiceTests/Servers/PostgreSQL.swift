import Glibc
import Workbench

/// postgresql; ended as it wants to be, so that it leaves no shared memory behind.
enum PostgreSQL {
    static let program = folder + "/postgres"
    private static let folder = "/usr/lib/postgresql/15/bin"

    /// Starts a server whose access rules are `rules` (pg_hba.conf).
    static func start(
        _ leaf: TestCertificates.Leaf? = nil,
        rules: String = "host all all 127.0.0.1/32 scram-sha-256",
        _ settings: [String] = []
    ) throws -> LaunchedServer {
        let mark = "ready to accept connections"
        return try LaunchedServer(ports: ["postgres"], saying: mark, ending: SIGQUIT) {
            ports, folder in
            let data = folder.path + "/data"
            if geteuid() == 0 { _ = try Programs.run("chown", ["postgres", folder.path]) }
            try run("initdb", ["--no-sync", "-A", "trust", "-U", "postgres", "-D", data])
            try install(folder.write("rules", rules + "\n"), as: data + "/pg_hba.conf")
            var all = ["listen_addresses=127.0.0.1", "fsync=off"] + settings
            if let leaf {
                try install(leaf.withChain, as: data + "/leaf.pem")
                try install(leaf.key, as: data + "/leaf.key")
                all += ["ssl=on", "ssl_cert_file=leaf.pem", "ssl_key_file=leaf.key"]
            }
            return command(
                "postgres",
                ["-D", data, "-p", "\(ports["postgres"])", "-k", ""] + all.flatMap { ["-c", $0] })
        }
    }

    /// It refuses to run as root; the package has made a user for it.
    private static func command(_ program: String, _ arguments: [String]) -> [String] {
        let user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        return (geteuid() == 0 ? user : []) + ["\(folder)/\(program)"] + arguments
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let command = command(program, arguments)
        _ = try Programs.run(command[0], Array(command.dropFirst()))
    }

    /// A copy that only the server may read, since it insists on that.
    private static func install(_ file: String, as copy: String) throws {
        let owner = geteuid() == 0 ? ["-o", "postgres"] : []
        _ = try Programs.run("install", ["-m", "600"] + owner + [file, copy])
    }
}
