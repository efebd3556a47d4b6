import Testing
import Workbench

extension Services {
    /// Brokers of messages.
    @Suite struct Messaging {
        private let certificates: TestCertificates

        init() throws {
            certificates = try TestCertificates()
        }

        @Test(.needsMosquitto, arguments: [true, false])
        func `mosquitto is an MQTT broker, even to whom it does not let in`(
            allowsAnyone: Bool
        ) throws {
            let server = try Mosquitto.start(allowsAnyone: allowsAnyone)
            let probed = try ProbedService("--service=mqtt", port: server.port)
            #expect(probed.verdict == "success")
            let log = server.child
            try log.waitForText(allowsAnyone ? "(0, 0)" : "(0, 5)", on: .errors)
            if allowsAnyone { try log.waitForText("Received DISCONNECT", on: .errors) }
        }

        @Test(.needsMosquitto) func `mosquitto speaks MQTT under TLS`() throws {
            let server = try Mosquitto.start(certificates.good)
            let probed = try ProbedService(
                "--service=mqtt", port: server.port, scheme: "tls", trusting: certificates)
            #expect(probed.verdict == "success")
        }

        // One instance for everything, since it takes seconds to start.
        @Test(.needsRabbitMQ) func `RabbitMQ is an AMQP broker, and logs no error of us`() throws {
            let server = try RabbitMQ(certificates.good)
            let clear = try ProbedService("--service=amqp", port: server.port)
            #expect(clear.verdict == "success")
            let tls = try ProbedService(
                "--service=amqp", port: server.tlsPort, scheme: "tls", trusting: certificates)
            #expect(tls.verdict == "success")
            let wrong = try ProbedService("--service=vnc", port: server.tlsPort, scheme: "tls")
            #expect(wrong.verdict == "certificate_untrusted (in phase tls)")
            let end = "client unexpectedly closed TCP connection"
            try server.child.wait(for: end, times: 2, on: .output)
            #expect(!server.child.heard(.output).contains("[error]"))
            // It says which protocol is its own, and hangs up before it has read all.
            let mqtt = try ProbedService("--service=mqtt", port: server.port)
            #expect(mqtt.verdict == ProbedService.unexpected)
        }
    }
}
