import Workbench

/// A conversation in networks of its own, of a prober that waits for the greeting of a server.
enum Conversation {
    /// Does something once it has connected; returns how it ended, where the machine did not keep
    /// the prober waiting.
    static func attempt(
        to family: Family, timeout: String, _ body: (Networks, HostServer) throws -> Void
    ) throws -> Attempt {
        var attemptsLeft = 20
        while true {
            let networks = try Networks()
            let server = try HostServer(in: networks.host)
            let (child, folder) = try start(in: networks.prober, to: family, timeout: timeout)
            try server.waitForGuest()
            try body(networks, server)
            let attempt = try withExtendedLifetime(folder) { try Attempt(try child.end()) }
            attemptsLeft -= 1
            guard attempt.outcome == .inconclusive("stalled"), attemptsLeft > 0 else {
                return attempt
            }
        }
    }

    private static func start(
        in network: NetworkNamespace, to family: Family, timeout: String
    ) throws -> (ChildProcess, TemporaryFolder) {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "sonde.yml",
            """
            servers:
              - name: web
                probes:
                  - name: port
                    host: "\(Place.host.address(family))"
                    port: \(HostServer.greetingPort)
                    timeout: \(timeout)
                    script: [expect: "220 ready", send: "HELO", expect: "250"]

            """)
        let child = try network.start(
            Programs.sonde, ["probe", "--format=json", "--config.file=\(file)", "web/port"])
        return (child, folder)
    }
}
