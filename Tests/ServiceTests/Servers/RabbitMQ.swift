import Workbench

/// rabbitmq-server, which takes about five seconds to start.
enum RabbitMQ {
    // The one in /usr/sbin changes to the folders of the machine.
    static let program = "/usr/lib/rabbitmq/bin/rabbitmq-server"

    /// Ports `amqp` and `amqp under TLS`.
    static func start(_ leaf: TestCertificates.Leaf) throws -> LaunchedServer {
        // The last is for other nodes.
        let names = ["amqp", "amqp under TLS", "node"]
        let mark = "Server startup complete"
        return try LaunchedServer(ports: names, saying: mark) { ports, folder in
            try folder.write(
                "rabbitmq.conf",
                """
                listeners.tcp.1 = 127.0.0.1:\(ports["amqp"])
                listeners.ssl.1 = 127.0.0.1:\(ports["amqp under TLS"])
                ssl_options.certfile = \(leaf.withChain)
                ssl_options.keyfile = \(leaf.key)
                ssl_options.verify = verify_none
                log.console = true
                log.file = false

                """)
            return ["env"] + environment(folder.path) + [program] + arguments(ports["node"])
        }
    }

    /// Everything in one folder, and nothing of the machine's own settings.
    private static func environment(_ folder: String) -> [String] {
        [
            "HOME=\(folder)", "RABBITMQ_CONF_ENV_FILE=\(folder)/none",
            "RABBITMQ_CONFIG_FILE=\(folder)/rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE=\(folder)/none.config",
            "RABBITMQ_GENERATED_CONFIG_DIR=\(folder)", "RABBITMQ_MNESIA_BASE=\(folder)/data",
            "RABBITMQ_LOG_BASE=\(folder)/log", "RABBITMQ_LOGS=-",
            "RABBITMQ_ENABLED_PLUGINS_FILE=\(folder)/plugins", "RABBITMQ_NODENAME=sonde@localhost",
            "ERL_CRASH_DUMP=\(folder)/crash",
            // Without it the script stays beside Erlang, and being killed would leave that behind.
            "RABBITMQ_ALLOW_INPUT=1",
        ]
    }

    /// A node that needs no epmd, the daemon of Erlang with a port of its own that outlives it.
    ///
    /// `-erl_epmd_port` (OTP 23.1) says where every node listens; RabbitMQ asks for no epmd when
    /// its node is there before it.
    private static func arguments(_ port: UInt16) -> [String] {
        [
            "-noinput", "-sname", "sonde@localhost", "-setcookie", "sonde",
            "-start_epmd", "false", "-erl_epmd_port", "\(port)",
            "-kernel", "inet_dist_use_interface", "{127,0,0,1}",
        ]
    }
}
