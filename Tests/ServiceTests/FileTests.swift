import Testing
import Workbench

extension Services {
    /// Files, and who finds their servers.
    @Suite struct FileTests {
        @Test(.needs(.ganesha), arguments: [("nfs", "rpcbind"), ("rpcbind", "nfs")])
        func `each speaks RPC, and is not the other`(name: String, other: String) throws {
            let servers = try NFSServers()
            let attempt = try ServiceAttempt(
                .service(name), at: servers[other], run: servers.run)
            #expect(attempt.outcome == .unexpected, "\(attempt)")
        }
    }
}
