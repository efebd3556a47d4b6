import Testing
import Workbench

extension Trait where Self == ConditionTrait {
    /// Skips a test whose server is not installed, unless the environment forbids to skip.
    static func needs(_ server: ProvingServer) -> Self {
        .enabled(if: server.missing == nil, server.missing.map { Comment(rawValue: $0) })
    }

    /// The same for a program that proves no row.
    static func needs(_ program: String, of package: String) -> Self {
        let missing = Installed.missing([program: package])
        return .enabled(if: missing == nil, missing.map { Comment(rawValue: $0) })
    }
}

extension ProvingServer {
    /// What is not installed; nil where nothing is, or where nothing may be skipped.
    var missing: String? { Installed.missing(programs) }

    /// The programs that it consists of, and their packages.
    private var programs: [String: String] {
        switch self {
        case .openSSH: [OpenSSH.program: rawValue]
        case .telnetd: [Telnetd.program: rawValue]
        case .vsftpd: [Vsftpd.program: rawValue]
        case .postfix: [Postfix.program: rawValue]
        case .dovecot: Dovecot.programs
        case .nginx: [Nginx.program: rawValue]
        case .mariaDB: [MariaDB.program: rawValue]
        case .postgreSQL: [PostgreSQL.program: rawValue]
        case .redis: [Redis.program: rawValue]
        case .memcached: [Memcached.program: rawValue]
        case .rabbitMQ: [RabbitMQ.program: rawValue]
        case .mosquitto: [Mosquitto.program: rawValue]
        case .slapd: [Slapd.program: rawValue]
        case .inspIRCd: [InspIRCd.program: rawValue]
        case .prosody: [Prosody.program: rawValue]
        case .xrdp: [Xrdp.program: rawValue]
        case .tigerVNC: [Xvnc.program: rawValue]
        case .bird: [BIRD.program: rawValue]
        case .rpcbind, .ganesha: NFSServers.programs
        case .zookeeper: [ZooKeeper.program: rawValue]
        case .kamailio: [Kamailio.program: "kamailio kamailio-tls-modules"]
        case .standIn: [NewsStandIn.program: "python3"]
        }
    }
}
