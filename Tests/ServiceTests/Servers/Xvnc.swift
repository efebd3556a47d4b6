import Workbench

/// tigervnc-standalone-server.
enum Xvnc {
    static let program = "/usr/bin/Xtigervnc"

    /// Starts a display that asks for a password which nobody knows.
    ///
    /// An X server insists on a socket for programs; an abstract one leaves no file behind, and
    /// `-displayfd` takes a number that is free.
    static func start() throws -> LaunchedServer {
        try LaunchedServer(ports: ["vnc"], saying: "created VNC server") { ports, folder in
            [
                program, "-displayfd", "1", "-nolock", "-nolisten", "tcp", "-nolisten", "unix",
                "-listen", "local", "-rfbport", "\(ports["vnc"])", "-localhost",
                "-SecurityTypes", "VncAuth", "-PasswordFile", folder.path + "/none",
            ]
        }
    }
}
