import Workbench

/// inetutils-telnetd, which knows only the connection that it is started with.
enum Telnetd {
    static let program = "/usr/sbin/telnetd"

    /// Port `telnet`; nobody gets as far as a program that would let him log in.
    static func start() throws -> LaunchedServer {
        try LaunchedServer(ports: ["telnet"]) { ports, _ in
            [
                "/usr/bin/python3", "-c", internetServer, "\(ports["telnet"])", program,
                "--exec-login", "/bin/false",
            ]
        }
    }

    /// What inetd(8) does for a service that is `stream tcp nowait`.
    private static let internetServer = """
        import socket, subprocess, sys
        listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
        children = []
        while True:
            connection = listener.accept()[0]
            children = [child for child in children if child.poll() is None]
            children.append(subprocess.Popen(sys.argv[2:], stdin=connection, stdout=connection))
            connection.close()
        """
}
