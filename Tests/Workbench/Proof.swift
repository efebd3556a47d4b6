/// A question that the program asks, and which server proves it.
///
/// The tests of services run each of them, and those of the manual read who proved what.
package struct Proof: Hashable, Sendable {
    package let question: ServiceQuestion
    package let server: ProvingServer
}

/// What `sonde probe` is asked about a port.
package struct ServiceQuestion: Hashable, Sendable, CustomStringConvertible {
    package let service: String?
    package let startTLS: String?
    /// Whether TLS is spoken from the first byte, though the service may be without.
    package let isUnderTLS: Bool

    package static func service(
        _ name: String, startTLS: String? = nil, underTLS: Bool = false
    ) -> ServiceQuestion {
        ServiceQuestion(service: name, startTLS: startTLS, isUnderTLS: underTLS)
    }

    package static func startTLS(_ name: String) -> ServiceQuestion {
        ServiceQuestion(service: nil, startTLS: name, isUnderTLS: false)
    }

    package var flags: [String] {
        (service.map { ["--service=\($0)"] } ?? []) + (startTLS.map { ["--starttls=\($0)"] } ?? [])
    }

    package var description: String {
        (flags + (isUnderTLS ? ["tls://"] : [])).joined(separator: " ")
    }
}

/// A server that proves rows of the tables; its name is that of Debian's package where it has one.
package enum ProvingServer: String, CaseIterable, Sendable {
    case openSSH = "openssh-server"
    case telnetd = "inetutils-telnetd"
    case vsftpd
    case postfix
    case dovecot = "dovecot-core"
    case nginx = "nginx-light"
    case mariaDB = "mariadb-server"
    case postgreSQL = "postgresql-15"
    case redis = "redis-server"
    case memcached
    case rabbitMQ = "rabbitmq-server"
    case mosquitto
    case slapd
    case inspIRCd = "inspircd"
    case prosody
    case xrdp
    case tigerVNC = "tigervnc-standalone-server"
    case bird = "bird2"
    case rpcbind
    case ganesha = "nfs-ganesha"
    case zookeeper
    case kamailio
    /// Written for the tests from the specification alone.
    case standIn = "a stand-in of the tests"

    /// The version of those who wrote it, as Debian 12 has it; some change with its updates, and
    /// of them it is the part that does not.
    package var version: String? {
        switch self {
        case .openSSH: "9.2p1"
        case .telnetd: "2.4"
        case .vsftpd: "3.0.3"
        case .postfix: "3.7"
        case .dovecot: "2.3.19"
        case .nginx: "1.22"
        case .mariaDB: "10.11"
        case .postgreSQL: "15"
        case .redis: "7.0"
        case .memcached: "1.6.18"
        case .rabbitMQ: "3.10"
        case .mosquitto: "2.0"
        case .slapd: "2.5"
        case .inspIRCd: "3.15"
        case .prosody: "0.12"
        case .xrdp: "0.9.21"
        case .tigerVNC: "1.12"
        case .bird: "2.0"
        case .rpcbind: "1.2.6"
        case .ganesha: "4.3"
        case .zookeeper: "3.8"
        case .kamailio: "5.6"
        case .standIn: nil
        }
    }
}

extension Proof {
    /// At least one for each row of the two tables.
    package static let all: [Proof] = ProvingServer.allCases.flatMap { server in
        server.questions.map { Proof(question: $0, server: server) }
    }
}

extension ProvingServer {
    /// What it is asked by the tests, and answers so that the attempt succeeds.
    package var questions: [ServiceQuestion] {
        switch self {
        case .openSSH: [.service("ssh")]
        case .telnetd: [.service("telnet")]
        case .vsftpd: [.service("ftp"), .startTLS("ftp"), .service("ftp", startTLS: "ftp")]
        case .postfix:
            [
                .service("smtp"), .service("submission"), .service("smtps"), .startTLS("smtp"),
                .service("smtp", startTLS: "smtp"),
            ]
        case .dovecot:
            ["imap", "imaps", "pop3", "pop3s"].map { .service($0) }
                + ["imap", "pop3", "lmtp", "sieve"].map { .startTLS($0) }
                + ["imap", "pop3"].map { .service($0, startTLS: $0) }
        case .nginx: [.service("http"), .service("https")]
        case .mariaDB: Self.both("mysql")
        case .postgreSQL: Self.both("postgres")
        case .redis: [.service("redis")]
        case .memcached: [.service("memcached")]
        case .rabbitMQ: [.service("amqp"), .service("amqp", underTLS: true)]
        case .mosquitto: [.service("mqtt")]
        case .slapd: Self.both("ldap") + [.service("ldaps")]
        case .inspIRCd: [.startTLS("irc")]
        case .prosody: [.startTLS("xmpp-client"), .startTLS("xmpp-server")]
        case .xrdp: [.service("rdp"), .startTLS("rdp"), .service("rdp", startTLS: "rdp")]
        case .tigerVNC: [.service("vnc")]
        case .bird: [.service("bgp")]
        case .rpcbind: [.service("rpcbind")]
        case .ganesha: [.service("nfs")]
        case .zookeeper: [.service("zookeeper")]
        case .kamailio: [.service("sip"), .service("sip", underTLS: true)]
        case .standIn:
            ["mongodb", "kafka", "cassandra", "elasticsearch"].map { .service($0) }
                + [.startTLS("nntp")]
        }
    }

    /// In the clear, STARTTLS alone, and both.
    private static func both(_ name: String) -> [ServiceQuestion] {
        [.service(name), .startTLS(name), .service(name, startTLS: name)]
    }
}
