import Testing
import Workbench

/// tigervnc-standalone-server.
enum Xvnc {
    static let program = "/usr/bin/Xtigervnc"

    /// Starts a display that asks for a password which nobody knows.
    ///
    /// An X server insists on a socket for programs; an abstract one leaves no file behind, and
    /// `-displayfd` takes a number that is free.
    static func start() throws -> RealServer {
        try RealServer.atFreePort { port, folder in
            let child = try ChildProcess(
                program,
                [
                    "-displayfd", "1", "-nolock", "-nolisten", "tcp", "-nolisten", "unix",
                    "-listen", "local", "-rfbport", "\(port)", "-localhost",
                    "-SecurityTypes", "VncAuth", "-PasswordFile", folder.path + "/none",
                ])
            try child.waitForText("created VNC server", on: .errors)
            try child.waitForText("\n", on: .output)
            return child
        }
    }
}

extension Trait where Self == ConditionTrait {
    static var needsXvnc: Self { .needs(Xvnc.program, of: "tigervnc-standalone-server") }
}
