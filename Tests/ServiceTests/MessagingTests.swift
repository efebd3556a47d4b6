import Testing
import Workbench

extension Services {
    /// Brokers of messages, as they are set up elsewhere.
    @Suite struct MessagingTests {
        private let certificates: TestCertificates

        init() throws {
            certificates = try Services.certificates
        }

        @Test(.needs(.mosquitto)) func `mosquitto is proved even to whom it does not let in`()
            throws
        {
            let server = try Mosquitto.start(allowsAnyone: false)
            try expect(.success, of: .service("mqtt"), at: server["mqtt"])
            try server.waitForLog("(0, 5)")
        }

        @Test(.needs(.mosquitto)) func `mosquitto speaks MQTT under TLS, and nothing else`() throws
        {
            let server = try Mosquitto.start(certificates.good)
            try expect(
                .success, of: .service("mqtt", underTLS: true), at: server["mqtt"],
                trusting: certificates)
            try expect(.untrusted, of: .service("vnc", underTLS: true), at: server["mqtt"])
        }

        @Test(.needs(.rabbitMQ)) func `RabbitMQ is no broker of MQTT, and known at once`() throws {
            let server = try RabbitMQ.start(certificates.good)
            // It says which protocol is its own, and hangs up before it has read all.
            try expect(.unexpected, of: .service("mqtt"), at: server["amqp"])
        }
    }
}
