import Testing
import Workbench

extension Services {
    /// Desktops of other machines.
    @Suite struct Desktops {
        private let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
        }

        @Test(.needsXrdp, arguments: Xrdp.Security.allCases)
        func `xrdp is an RDP server, whatever it agrees to`(security: Xrdp.Security) throws {
            let server = try Xrdp.start(certificates.good, security)
            let probed = try ProbedService("--service=rdp", port: server.port)
            #expect(probed.verdict == "success")
            let upgraded = try ProbedService(
                "--starttls=rdp", port: server.port, trusting: certificates)
            #expect(upgraded.verdict == (security == .rdp ? ProbedService.unexpected : "success"))
        }

        @Test(.needsXvnc) func `Xvnc is a VNC server, even after it has had enough of us`() throws {
            let server = try Xvnc.start()
            // It counts everybody who does not log in, and we never do.
            for attempt in 1...8 {
                let probed = try ProbedService("--service=vnc", port: server.port)
                #expect(probed.verdict == "success")
                let ends = attempt <= 5 ? ("closed:", attempt) : ("blacklisted:", attempt - 5)
                try server.child.wait(for: ends.0, times: ends.1, on: .errors)
            }
        }

        @Test(
            .needsXvnc, arguments: [["amqp", "bgp", "nfs"], ["rdp", "rpcbind", "sip"]])
        func `a VNC server is nothing else, and that is known at once`(names: [String]) throws {
            let server = try Xvnc.start()
            for name in names {
                let probed = try ProbedService("--service=\(name)", port: server.port)
                #expect(probed.verdict == ProbedService.unexpected, "\(name)")
            }
        }
    }
}
