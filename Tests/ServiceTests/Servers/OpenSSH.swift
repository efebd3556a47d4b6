import Glibc
import Workbench

/// openssh-server.
enum OpenSSH {
    static let program = "/usr/sbin/sshd"

    /// Port `ssh`; `more` are lines of sshd_config(5).
    static func start(_ more: String = "") throws -> LaunchedServer {
        // Where the package's own service would make it; sshd insists on it when it is root.
        if geteuid() == 0 { _ = unsafe mkdir("/run/sshd", 0o755) }
        return try LaunchedServer(ports: ["ssh"]) { ports, folder in
            let key = folder.path + "/key"
            _ = try Programs.run(Programs.sshKeygen, ["-q", "-t", "ed25519", "-N", "", "-f", key])
            let file = try folder.write(
                "sshd_config",
                """
                Port \(ports["ssh"])
                ListenAddress 127.0.0.1
                HostKey \(key)
                PidFile none
                UsePAM no
                \(more)

                """)
            return [program, "-D", "-e", "-f", file]
        }
    }
}
