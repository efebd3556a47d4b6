import Testing
import Workbench

extension Services {
    /// The servers of this family start, and end with the test.
    @Suite struct LaunchTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
        }

        @Test(.needsMosquitto) func `mosquitto starts`() throws {
            let server = try Mosquitto.start()
            let tls = try Mosquitto.start(certificates.good)
            #expect(server.port != tls.port)
            try expectTLS(tls.port)
        }

        @Test(.needsRabbitMQ) func `RabbitMQ starts`() throws {
            let server = try RabbitMQ(certificates.good)
            try expectTLS(server.tlsPort)
        }

        @Test(.needsXrdp) func `xrdp starts`() throws {
            let server = try Xrdp.start(certificates.good)
            #expect(server.port > 0)
        }

        @Test(.needsXvnc) func `Xvnc starts`() throws { #expect(try Xvnc.start().port > 0) }

        @Test(.needsKamailio) func `Kamailio starts`() throws {
            let server = try Kamailio(certificates.good)
            try expectTLS(server.tlsPort)
            #expect(!server.log.contains("ERROR"), "\(server.log)")
        }

        @Test(.needsBIRD) func `BIRD starts`() throws {
            let server = try BIRD.start(neighbor: "127.0.0.1")
            #expect(server.port > 0)
        }

        @Test(.needsRpcbind, .needsGanesha) func `NFS starts`() throws {
            let servers = try NFSServers()
            #expect(try servers.sonde(["probe", "tcp://127.0.0.1:111"]).status == 0)
            #expect(try servers.sonde(["probe", "tcp://127.0.0.1:2049"]).status == 0)
        }

        private func expectTLS(_ port: UInt16) throws {
            let end = try Programs.sonde(["probe", "tls://127.0.0.1:\(port)"])
            #expect(
                ProbeText(end.output).facts["reason"]?.hasPrefix("certificate_untrusted") == true)
        }
    }
}
