import Testing
import Workbench

extension Services {
    /// Voice, and routes.
    @Suite struct VoiceAndRoutingTests {
        @Test(.needs(.kamailio)) func `Kamailio answers every request, since none is a repetition`()
            throws
        {
            let certificates = try Services.certificates
            let server = try Kamailio.start(certificates.good)
            for question in ProvingServer.kamailio.questions + ProvingServer.kamailio.questions {
                try expect(
                    .success, of: question, at: server.port(of: question), trusting: certificates)
            }
            #expect(!server.log.contains("ERROR"), "\(server.log)")
        }

        @Test(.needs(.bird)) func `BIRD is not disturbed by being asked often`() throws {
            let server = try BIRD.start(neighbor: "127.0.0.1")
            for _ in 1...3 {
                try expect(.success, of: .service("bgp"), at: server["bgp"])
            }
            try server.waitForLog("Connection closed", times: 3)
            // What stands in its log would delay a session that is to come.
            #expect(!server.log.contains("Error") && !server.log.contains("Received"))
        }

        @Test(.needs(.bird)) func `BIRD turns a stranger away without a word`() throws {
            let server = try BIRD.start(neighbor: "127.0.0.9")
            try expect(.closedEarly, of: .service("bgp"), at: server["bgp"])
        }
    }
}
