import Testing
import Workbench

extension Services {
    /// Voice, and routes.
    @Suite struct VoiceAndRouting {
        @Test(.needsKamailio) func `Kamailio answers every request, since none is a repetition`()
            throws
        {
            let certificates = try TestCertificates()
            let server = try Kamailio(certificates.good)
            for _ in 1...3 {
                let clear = try ProbedService("--service=sip", port: server.port)
                #expect(clear.verdict == "success")
                let tls = try ProbedService(
                    "--service=sip", port: server.tlsPort, scheme: "tls", trusting: certificates)
                #expect(tls.verdict == "success")
            }
            let log = try server.end().errors
            #expect(!log.contains("ERROR"), "\(log)")
        }

        @Test(.needsBIRD) func `BIRD says OPEN to its neighbor, and is not disturbed by it`() throws
        {
            let server = try BIRD.start(neighbor: "127.0.0.1")
            for _ in 1...3 {
                let probed = try ProbedService("--service=bgp", port: server.port)
                #expect(probed.verdict == "success")
            }
            try server.child.wait(for: "Connection closed", times: 3, on: .errors)
            let log = server.child.heard(.errors)
            // What stands in its log would delay a session that is to come.
            #expect(!log.contains("Error") && !log.contains("Received"), "\(log)")
        }

        @Test(.needsBIRD) func `BIRD turns a stranger away without a word`() throws {
            let server = try BIRD.start(neighbor: "127.0.0.9")
            let probed = try ProbedService("--service=bgp", port: server.port)
            #expect(probed.verdict == ProbedService.closedEarly)
        }
    }
}
