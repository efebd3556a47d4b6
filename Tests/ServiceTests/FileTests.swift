import Testing
import Workbench

extension Services {
    /// Files, and who finds their servers.
    @Suite struct Files {
        @Test(.needsRpcbind, .needsGanesha)
        func `rpcbind and the NFS server are each what they are, and not the other`() throws {
            let servers = try NFSServers()
            let ports = ["rpcbind": servers.rpcbindPort, "nfs": servers.nfsPort]
            for (service, _) in ports {
                for (name, port) in ports {
                    let probed = ProbedService(
                        try servers.sonde([
                            "probe", "--service=\(service)", "tcp://127.0.0.1:\(port)",
                        ]))
                    let right = service == name ? "success" : ProbedService.unexpected
                    #expect(probed.verdict == right, "\(service) at \(name)")
                }
            }
        }
    }
}
