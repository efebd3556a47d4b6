import FaultServers
import Glibc

/// Servers that others wrote, on free ports of 127.0.0.1, killed when they are dropped.
package struct RealServer: Sendable {
    package let port: UInt16
    package let child: ChildProcess

    /// Keeps a folder as long as the server may read from it.
    private let folder: TemporaryFolder?

    /// `openssl s_server`, which chooses its port itself.
    package static func openssl(_ arguments: [String]) throws -> RealServer {
        let child = try ChildProcess(
            Programs.openssl, ["s_server", "-accept", "127.0.0.1:0", "-www"] + arguments)
        let mark = "ACCEPT 127.0.0.1:"
        var port: UInt16?
        try child.wait(for: mark) { child in
            let text = child.heard(.output)
            guard let start = text.firstRange(of: mark)?.upperBound,
                let end = text[start...].firstIndex(of: "\n")
            else { return false }
            port = UInt16(text[start..<end])
            return true
        }
        return RealServer(port: port ?? 0, child: child, folder: nil)
    }

    /// nginx with TLS.
    package static func nginx(_ leaf: TestCertificates.Leaf) throws -> RealServer {
        try atFreePort { port, folder in
            let file = try folder.write(
                "nginx.conf",
                """
                daemon off;
                master_process off;
                pid \(folder.path)/nginx.pid;
                error_log stderr notice;
                events { worker_connections 512; }
                http {
                    access_log off;
                    client_body_temp_path \(folder.path)/body;
                    proxy_temp_path \(folder.path)/proxy;
                    fastcgi_temp_path \(folder.path)/fastcgi;
                    uwsgi_temp_path \(folder.path)/uwsgi;
                    scgi_temp_path \(folder.path)/scgi;
                    server {
                        listen 127.0.0.1:\(port) ssl backlog=512;
                        ssl_certificate \(leaf.withChain);
                        ssl_certificate_key \(leaf.key);
                        return 204;
                    }
                }
                """)
            let child = try ChildProcess(
                Programs.nginx, ["-e", "stderr", "-p", folder.path, "-c", file])
            // It says how many files it may open after it has begun to listen.
            try child.waitForText("getrlimit(RLIMIT_NOFILE)", on: .errors)
            return child
        }
    }

    /// The OpenSSH server.
    package static func sshd() throws -> RealServer {
        // Where the package's own service would make it; sshd insists on it when it is root.
        if geteuid() == 0 { _ = unsafe mkdir("/run/sshd", 0o755) }
        return try atFreePort { port, folder in
            let key = folder.path + "/key"
            _ = try Programs.run(Programs.sshKeygen, ["-q", "-t", "ed25519", "-N", "", "-f", key])
            let file = try folder.write(
                "sshd_config",
                """
                Port \(port)
                ListenAddress 127.0.0.1
                HostKey \(key)
                PidFile none
                UsePAM no

                """)
            let child = try ChildProcess(Programs.sshd, ["-D", "-e", "-f", file])
            try child.waitForText("Server listening on 127.0.0.1 port \(port)", on: .errors)
            return child
        }
    }

    /// Somebody else may take a free port before the server does, so it tries again.
    package static func atFreePort(
        _ start: (UInt16, TemporaryFolder) throws -> ChildProcess
    ) throws -> RealServer {
        var attemptsLeft = 5
        while true {
            let port = TCPFaultServer(.refuse).port
            let folder = try TemporaryFolder()
            do {
                return RealServer(port: port, child: try start(port, folder), folder: folder)
            } catch ChildProcess.Failure.ended(_, let end)
                where end.errors.contains("in use") && attemptsLeft > 0
            {
                attemptsLeft -= 1
            }
        }
    }
}
