import Glibc
import Workbench

/// memcached.
enum Memcached {
    static let program = "/usr/bin/memcached"

    static func start(
        _ leaf: TestCertificates.Leaf? = nil, _ more: [String] = []
    ) throws -> LaunchedServer {
        try LaunchedServer(ports: ["memcached"]) { ports, _ in
            var arguments = [
                program, "-l", "127.0.0.1", "-p", "\(ports["memcached"])", "-m", "8", "-vv",
            ]
            if geteuid() == 0 { arguments += ["-u", "root"] }
            if let leaf {
                arguments += ["-Z", "-o", "ssl_chain_cert=\(leaf.withChain),ssl_key=\(leaf.key)"]
            }
            return arguments + more
        }
    }
}
