import Testing
import Workbench

/// xrdp.
enum Xrdp {
    static let program = "/usr/sbin/xrdp"

    /// What it agrees to (xrdp.ini(5)).
    enum Security: String, CaseIterable {
        case negotiate
        case tls
        case rdp
    }

    static func start(
        _ leaf: TestCertificates.Leaf, _ security: Security = .negotiate
    ) throws -> RealServer {
        try RealServer.atFreePort { port, folder in
            let log = try folder.write("log", "")
            let file = try folder.write(
                "xrdp.ini",
                """
                [Globals]
                ini_version=1
                fork=false
                port=tcp://127.0.0.1:\(port)
                security_layer=\(security.rawValue)
                certificate=\(leaf.withChain)
                key_file=\(leaf.key)
                ssl_protocols=TLSv1.2, TLSv1.3
                [Logging]
                LogFile=\(log)
                LogLevel=INFO
                EnableSyslog=false
                [Channels]

                """)
            let child = try ChildProcess(program, ["--nodaemon", "--config", file])
            try child.wait(for: "xrdp_listen_pp done") { _ in
                try Programs.run("cat", [log]).contains("xrdp_listen_pp done")
            }
            return child
        }
    }
}

extension Trait where Self == ConditionTrait {
    static var needsXrdp: Self { .needs(Xrdp.program, of: "xrdp") }
}
