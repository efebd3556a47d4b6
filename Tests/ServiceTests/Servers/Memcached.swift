import Glibc
import Testing
import Workbench

/// memcached.
enum Memcached {
    static let program = "/usr/bin/memcached"

    static func start(
        _ leaf: TestCertificates.Leaf? = nil, _ more: [String] = []
    ) throws -> RealServer {
        try RealServer.atFreePort { port, _ in
            var arguments = ["-l", "127.0.0.1", "-p", "\(port)", "-m", "8", "-vv"] + more
            if geteuid() == 0 { arguments += ["-u", "root"] }
            if let leaf {
                arguments += ["-Z", "-o", "ssl_chain_cert=\(leaf.withChain),ssl_key=\(leaf.key)"]
            }
            let child = try ChildProcess(program, arguments)
            try child.waitForText("server listening", on: .errors)
            return child
        }
    }
}

extension Trait where Self == ConditionTrait {
    static var needsMemcached: Self { .needs(Memcached.program, of: "memcached") }
}
