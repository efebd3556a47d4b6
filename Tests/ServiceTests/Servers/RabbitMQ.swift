import FaultServers
import Testing
import Workbench

/// rabbitmq-server, which takes about five seconds to start.
struct RabbitMQ {
    /// Where it speaks in the clear.
    var port: UInt16 { server.port }
    /// Where it speaks TLS.
    let tlsPort: UInt16
    private let server: RealServer

    /// On its standard output it says what it does.
    var child: ChildProcess { server.child }

    // The one in /usr/sbin changes to the folders of the machine.
    static let program = "/usr/lib/rabbitmq/bin/rabbitmq-server"

    init(_ leaf: TestCertificates.Leaf) throws {
        var tlsPort: UInt16 = 0
        server = try RealServer.atFreePort { port, folder in
            tlsPort = TCPFaultServer(.refuse).port
            try folder.write(
                "rabbitmq.conf",
                """
                listeners.tcp.1 = 127.0.0.1:\(port)
                listeners.ssl.1 = 127.0.0.1:\(tlsPort)
                ssl_options.certfile = \(leaf.withChain)
                ssl_options.keyfile = \(leaf.key)
                ssl_options.verify = verify_none
                log.console = true
                log.file = false

                """)
            let distribution = TCPFaultServer(.refuse).port
            let child = try ChildProcess(
                "env", Self.environment(folder.path) + [Self.program] + Self.arguments(distribution)
            )
            try child.waitForText("Server startup complete", on: .output, within: 60)
            return child
        }
        self.tlsPort = tlsPort
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

extension Trait where Self == ConditionTrait {
    static var needsRabbitMQ: Self { .needs(RabbitMQ.program, of: "rabbitmq-server") }
}
