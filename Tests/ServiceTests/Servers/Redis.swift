import Testing
import Workbench

/// redis-server.
enum Redis {
    static let program = "/usr/bin/redis-server"

    /// Starts a server, which speaks TLS where there is a leaf.
    static func start(
        _ leaf: TestCertificates.Leaf? = nil, _ more: [String] = []
    ) throws -> RealServer {
        try RealServer.atFreePort { port, folder in
            var arguments = ["--bind", "127.0.0.1", "--save", "", "--dir", folder.path]
            if let leaf {
                arguments += ["--port", "0", "--tls-port", "\(port)", "--tls-auth-clients", "no"]
                arguments += ["--tls-cert-file", leaf.withChain, "--tls-key-file", leaf.key]
            } else {
                arguments += ["--port", "\(port)"]
            }
            let child = try ChildProcess(program, arguments + more)
            // Where the port is taken it says so on the same stream.
            try child.wait(for: "Ready to accept connections") {
                $0.heard(.output).contains("Ready to accept connections")
            }
            return child
        }
    }
}

extension Trait where Self == ConditionTrait {
    static var needsRedis: Self { .needs(Redis.program, of: "redis-server") }
}
