import Workbench

/// prosody, for the domain `127.0.0.1`; at 127.0.0.2 it knows nobody.
enum Prosody {
    static let program = "/usr/bin/prosody"

    /// Ports `xmpp-client` and `xmpp-server`, both with STARTTLS.
    static func start(_ leaf: TestCertificates.Leaf) throws -> LaunchedServer {
        try LaunchedServer(ports: ["xmpp-client", "xmpp-server"]) { ports, folder in
            let data = folder.path + "/data"
            _ = try Programs.run("mkdir", [data])
            let file = try folder.write(
                "prosody.cfg.lua",
                """
                run_as_root = true
                pidfile = "\(folder.path)/pid"
                data_path = "\(data)"
                certificates = "\(folder.path)"
                interfaces = { "127.0.0.1", "127.0.0.2" }
                c2s_ports = { \(ports["xmpp-client"]) }
                s2s_ports = { \(ports["xmpp-server"]) }
                modules_enabled = { "tls"; "saslauth"; "disco"; "dialback" }
                c2s_require_encryption = true
                s2s_require_encryption = true
                ssl = { certificate = "\(leaf.withChain)"; key = "\(leaf.key)" }
                log = { info = "*console" }
                VirtualHost "127.0.0.1"

                """)
            return [program, "--config", file, "-F"]
        }
    }
}
