import Workbench

/// redis-server.
enum Redis {
    static let program = "/usr/bin/redis-server"

    /// Starts a server, which speaks TLS where there is a leaf.
    static func start(
        _ leaf: TestCertificates.Leaf? = nil, _ more: [String] = []
    ) throws -> LaunchedServer {
        try LaunchedServer(ports: ["redis"], saying: "Ready to accept connections") {
            ports, folder in
            let port = "\(ports["redis"])"
            var arguments = [program, "--bind", "127.0.0.1", "--save", "", "--dir", folder.path]
            if let leaf {
                arguments += ["--port", "0", "--tls-port", port, "--tls-auth-clients", "no"]
                arguments += ["--tls-cert-file", leaf.withChain, "--tls-key-file", leaf.key]
            } else {
                arguments += ["--port", port]
            }
            return arguments + more
        }
    }
}
