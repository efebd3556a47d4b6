import Workbench

extension ProvingServer {
    /// Starts it with all that its rows need.
    func start(_ certificates: TestCertificates) throws -> any RunningServer {
        let leaf = certificates.good
        return switch self {
        case .openSSH: try OpenSSH.start()
        case .telnetd: try Telnetd.start()
        case .vsftpd: try Vsftpd.start(leaf)
        case .postfix: try Postfix.start(leaf)
        case .dovecot: try Dovecot.start(leaf)
        case .nginx: try Nginx.start(leaf)
        case .mariaDB: try MariaDB.start(leaf)
        case .postgreSQL: try PostgreSQL.start(leaf)
        case .redis: try Redis.start()
        case .memcached: try Memcached.start()
        case .rabbitMQ: try RabbitMQ.start(leaf)
        case .mosquitto: try Mosquitto.start()
        case .slapd: try Slapd.start(leaf)
        case .inspIRCd: try InspIRCd.start(leaf)
        case .prosody: try Prosody.start(leaf)
        case .xrdp: try Xrdp.start(leaf)
        case .tigerVNC: try Xvnc.start()
        case .bird: try BIRD.start(neighbor: "127.0.0.1")
        case .rpcbind, .ganesha: try NFSServers()
        case .zookeeper: try ZooKeeper.start()
        case .kamailio: try Kamailio.start(leaf)
        case .standIn: try StandIns(leaf)
        }
    }

    /// What an attempt captures, `*` standing for anything; `version` is what is installed.
    ///
    /// A STARTTLS protocol alone captures nothing.
    func captures(_ question: ServiceQuestion, _ version: PackageVersion?) -> [String: String] {
        let upstream = version?.upstream ?? "*"
        let revision = version?.revision ?? "*"
        switch question.service {
        case "ssh":
            let software = "OpenSSH_\(upstream)"
            return [
                "version": "2.0", "software": software,
                "banner": "SSH-2.0-\(software) Debian-\(revision)",
            ]
        case "ftp": return ["banner": "(vsFTPd \(upstream))"]
        case "smtp", "submission", "smtps": return ["banner": "mail.sonde.test ESMTP Postfix"]
        case "imap", "imaps", "pop3", "pop3s": return ["banner": "Dovecot (Debian) ready."]
        case "http", "https": return ["version": "1.1", "status": "204"]
        case "mysql": return ["version": "\(upstream)-MariaDB-\(revision)"]
        case "memcached", "zookeeper": return ["version": upstream]
        case "amqp": return ["software": "RabbitMQ", "version": upstream]
        // The newest of the protocol (RFC 6143 section 7.1.1).
        case "vnc": return ["version": "003.008"]
        case "sip": return ["software": "kamailio (\(upstream) (*))"]
        // That of CQL.
        case "cassandra": return ["version": "3.4.5"]
        case "elasticsearch": return ["version": "8.11.1"]
        default: return [:]
        }
    }

    /// What it says of its guests, who must not be a nuisance.
    struct Log {
        /// What it must have said how often at the end.
        var marks: [String: Int] = [:]
        var never: [String] = []
    }

    /// What must stand in its log after all its rows, and what must not.
    var log: Log {
        switch self {
        case .openSSH:
            Log(marks: ["Received disconnect from 127.0.0.1": 1], never: ["kex_exchange"])
        case .postfix:
            // Whoever breaks off is a lost connection to it.
            Log(
                marks: ["helo=1 ehlo=1 starttls=1 quit=1 commands=4": 1],
                never: ["lost connection after STARTTLS", "fatal:"])
        case .dovecot: Log(never: ["Error:"])
        case .memcached: Log(marks: [" quit\n": 1])
        case .rabbitMQ:
            Log(marks: ["client unexpectedly closed TCP connection": 2], never: ["[error]"])
        case .mosquitto: Log(marks: ["Received DISCONNECT": 1])
        case .slapd: Log(marks: ["UNBIND": 4], never: ["connection lost"])
        // What stands in its log would delay a session that is to come.
        case .bird: Log(marks: ["Connection closed": 1], never: ["Error", "Received"])
        case .kamailio: Log(never: ["ERROR"])
        case .zookeeper: Log(never: ["Exception"])
        case .standIn: Log(marks: ["QUIT": 1], never: ["wrong: "])
        case .telnetd, .vsftpd, .nginx, .mariaDB, .postgreSQL, .redis, .inspIRCd, .prosody, .xrdp,
            .tigerVNC, .rpcbind, .ganesha:
            Log()
        }
    }
}
