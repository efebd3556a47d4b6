import Workbench

/// vsftpd, with an empty folder for whoever asks.
enum Vsftpd {
    static let program = "/usr/sbin/vsftpd"

    /// Port `ftp`, with AUTH TLS; `more` are lines of vsftpd.conf(5).
    static func start(_ leaf: TestCertificates.Leaf, _ more: String = "") throws -> LaunchedServer {
        try LaunchedServer(ports: ["ftp"]) { ports, folder in
            let empty = folder.path + "/empty"
            _ = try Programs.run("mkdir", [empty])
            let file = try folder.write(
                "vsftpd.conf",
                """
                background=NO
                listen=YES
                listen_address=127.0.0.1
                listen_port=\(ports["ftp"])
                anonymous_enable=YES
                anon_root=\(empty)
                secure_chroot_dir=\(empty)
                ssl_enable=YES
                allow_anon_ssl=YES
                force_local_logins_ssl=NO
                rsa_cert_file=\(leaf.withChain)
                rsa_private_key_file=\(leaf.key)
                ssl_ciphers=HIGH
                xferlog_enable=NO
                \(more)

                """)
            return [program, file]
        }
    }
}
