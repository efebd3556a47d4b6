import Workbench

/// microsocks, a SOCKS proxy.
enum Microsocks {
    static let program = "/usr/bin/microsocks"

    /// Port `socks`; with a login only who has it is served.
    static func start(login: (username: String, password: String)? = nil) throws -> LaunchedServer {
        try LaunchedServer(ports: ["socks"]) { ports, _ in
            [program, "-i", "127.0.0.1", "-p", "\(ports["socks"])"]
                + (login.map { ["-u", $0.username, "-P", $0.password] } ?? [])
        }
    }
}

/// tinyproxy, an HTTP proxy.
enum Tinyproxy {
    static let program = "/usr/bin/tinyproxy"

    /// Port `http`; with a login only who has it is served.
    static func start(login: (username: String, password: String)? = nil) throws -> LaunchedServer {
        try LaunchedServer(ports: ["http"]) { ports, folder in
            let file = try folder.write(
                "tinyproxy.conf",
                """
                Port \(ports["http"])
                Listen 127.0.0.1
                Timeout 60
                MaxClients 50
                \(login.map { "BasicAuth \($0.username) \($0.password)" } ?? "")

                """)
            return [program, "-d", "-c", file]
        }
    }
}
