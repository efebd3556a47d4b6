import Glibc
import Testing
import Workbench

/// postgresql; ended as it wants to be, so that it leaves no shared memory behind.
final class PostgreSQL: Sendable {
    private let server: RealServer
    var port: UInt16 { server.port }
    var log: String { server.child.heard(.errors) }

    static let program = folder + "/postgres"
    private static let folder = "/usr/lib/postgresql/15/bin"

    /// Starts a server whose access rules are `rules` (pg_hba.conf).
    init(
        _ leaf: TestCertificates.Leaf? = nil,
        rules: String = "host all all 127.0.0.1/32 scram-sha-256",
        _ settings: [String] = []
    ) throws {
        server = try RealServer.atFreePort { port, folder in
            let data = folder.path + "/data"
            if geteuid() == 0 { _ = try Programs.run("chown", ["postgres", folder.path]) }
            try Self.run("initdb", ["--no-sync", "-A", "trust", "-U", "postgres", "-D", data])
            try Self.install(folder.write("rules", rules + "\n"), as: data + "/pg_hba.conf")
            var all = ["listen_addresses=127.0.0.1", "fsync=off"] + settings
            if let leaf {
                try Self.install(leaf.withChain, as: data + "/leaf.pem")
                try Self.install(leaf.key, as: data + "/leaf.key")
                all += ["ssl=on", "ssl_cert_file=leaf.pem", "ssl_key_file=leaf.key"]
            }
            let command = Self.command(
                "postgres", ["-D", data, "-p", "\(port)", "-k", ""] + all.flatMap { ["-c", $0] })
            let child = try ChildProcess(command[0], Array(command.dropFirst()))
            try child.waitForText("ready to accept connections", on: .errors)
            return child
        }
    }

    func waitForLog(_ text: String) throws {
        try server.child.waitForText(text, on: .errors)
    }

    deinit {
        server.child.send(signal: SIGQUIT)
        // Where it does not end, it is killed.
        _ = try? server.child.end(within: 10)
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

extension Trait where Self == ConditionTrait {
    static var needsPostgreSQL: Self { .needs(PostgreSQL.program, of: "postgresql") }
}
