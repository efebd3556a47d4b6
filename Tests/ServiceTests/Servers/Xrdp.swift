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
    ) throws -> LaunchedServer {
        try LaunchedServer(ports: ["rdp"], saying: "xrdp_listen_pp done") { ports, folder in
            let log = try folder.write("log", "")
            let file = try folder.write(
                "xrdp.ini",
                """
                [Globals]
                ini_version=1
                fork=false
                port=tcp://127.0.0.1:\(ports["rdp"])
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
            return [program, "--nodaemon", "--config", file]
        }
    }
}
