import Glibc
import Workbench

/// dovecot, with an account for whoever asks and no mail.
enum Dovecot {
    static let program = "/usr/sbin/dovecot"
    /// What it consists of, each of a package of its own.
    static let programs = [
        program: "dovecot-core", "/usr/lib/dovecot/imap": "dovecot-imapd",
        "/usr/lib/dovecot/pop3": "dovecot-pop3d", "/usr/lib/dovecot/lmtp": "dovecot-lmtpd",
        "/usr/lib/dovecot/managesieve": "dovecot-managesieved",
    ]

    /// Ports `imap`, `pop3`, `lmtp` and `sieve`; with a leaf all with STARTTLS, and `imaps` and
    /// `pop3s`.
    static func start(_ leaf: TestCertificates.Leaf?) throws -> LaunchedServer {
        let names = ["imap", "pop3", "lmtp", "sieve"] + (leaf == nil ? [] : ["imaps", "pop3s"])
        let tls = leaf.map {
            """
            ssl = yes
            ssl_cert = <\($0.withChain)
            ssl_key = <\($0.key)
            """
        }
        return try LaunchedServer(ports: names, ending: SIGTERM) { ports, folder in
            let file = try folder.write(
                "dovecot.conf",
                """
                base_dir = \(folder.path)/run
                state_dir = \(folder.path)/state
                log_path = /dev/stderr
                info_log_path = /dev/stderr
                listen = 127.0.0.1
                protocols = imap pop3 lmtp sieve
                \(tls ?? "ssl = no")
                mail_location = maildir:\(folder.path)/mail
                passdb {
                  driver = static
                  args = nopassword=y
                }
                userdb {
                  driver = static
                  args = uid=65534 gid=65534 home=\(folder.path)/mail
                }
                \(service("imap-login", ["imap", "imaps"], ports))
                \(service("pop3-login", ["pop3", "pop3s"], ports))
                \(service("lmtp", ["lmtp"], ports))
                \(service("managesieve-login", ["sieve"], ports))

                """)
            return [program, "-F", "-c", file]
        }
    }

    private static func service(_ name: String, _ listeners: [String], _ ports: Ports) -> String {
        let blocks = listeners.filter(ports.has).map { listener in
            """
            inet_listener \(listener) {
              port = \(ports[listener])
              ssl = \(listener.hasSuffix("s") ? "yes" : "no")
            }

            """
        }
        return "service \(name) {\n\(blocks.joined())}"
    }
}
