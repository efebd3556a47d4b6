import Workbench

/// A probe that has connected to the host, and waits for the greeting of its server.
struct Conversation {
    private let child: ChildProcess
    private let folder: TemporaryFolder

    init(
        in network: NetworkNamespace, to family: Family, timeout: String, as server: HostServer
    ) throws {
        folder = try TemporaryFolder()
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
        child = try network.start(
            Programs.sonde, ["probe", "--format=json", "--config.file=\(file)", "web/port"])
        try server.waitForGuest()
    }

    /// How it ended.
    func attempt() throws -> Attempt { try Attempt(try child.end()) }
}
