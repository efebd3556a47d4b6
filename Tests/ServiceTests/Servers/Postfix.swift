import Glibc
import Workbench

/// postfix: its SMTP server only, with nothing behind it that could deliver.
enum Postfix {
    static let program = "/usr/lib/postfix/sbin/master"
    private static let secondsMax = 600

    /// Ports `smtp` and `submission`, both with STARTTLS, and `smtps`.
    ///
    /// `more` are lines of postconf(5) for all of them.
    static func start(_ leaf: TestCertificates.Leaf, _ more: String = "") throws -> LaunchedServer {
        // It wants a session of its own, which a child that leads a group cannot have.
        let names = ["smtp", "submission", "smtps"]
        return try LaunchedServer(ports: names, ending: SIGTERM) { ports, folder in
            // What the package makes below /var, each for the user of its own.
            let queues = ["pid", "public", "private"].map { "\(folder.path)/queue/\($0)" }
            let data = folder.path + "/data"
            _ = try Programs.run("mkdir", ["-p", data] + queues)
            _ = try Programs.run("chown", ["postfix", data] + queues.dropFirst())
            try folder.write(
                "main.cf",
                """
                compatibility_level = 3.6
                queue_directory = \(folder.path)/queue
                data_directory = \(data)
                maillog_file = \(folder.path)/log
                maillog_file_prefixes = \(folder.path)
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                myhostname = mail.sonde.test
                mydestination =
                local_recipient_maps =
                alias_maps =
                smtpd_peername_lookup = no
                smtpd_relay_restrictions = reject
                smtpd_tls_chain_files = \(leaf.key), \(leaf.withChain)
                smtpd_tls_security_level = may
                \(more)

                """)
            try folder.write(
                "master.cf",
                """
                127.0.0.1:\(ports["smtp"]) inet n - n - - smtpd
                127.0.0.1:\(ports["submission"]) inet n - n - - smtpd
                  -o smtpd_tls_security_level=encrypt
                127.0.0.1:\(ports["smtps"]) inet n - n - - smtpd
                  -o smtpd_tls_wrappermode=yes
                anvil unix - - n - 1 anvil
                tlsmgr unix - - n 1000? 1 tlsmgr
                postlog unix-dgram n - n - 1 postlogd

                """)
            return ["/usr/bin/timeout", "\(secondsMax)", program, "-s", "-c", folder.path]
        }
    }
}
