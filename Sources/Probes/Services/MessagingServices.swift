import Patterns
import Wire

extension Service {
    /// Brokers of messages.
    static let messagingServices = [
        // AMQP 0-9-1 section 4.2.2: the broker answers our header with Connection.Start (class 10,
        // method 10), or with the header of the version that it wants, and closes. We close without
        // a word: RabbitMQ logs a Close before Start-Ok as an error and then waits three seconds,
        // a mere end as a warning. Products tell their name before their version.
        Service(
            "amqp", port: 5672,
            proof: "Connection.Start, or the header of another version (AMQP 0-9-1 section 4.2.2)",
            learns: ["software", "version"]
        ) { () throws(PatternError) in
            [
                .send(Template(bytes: Array("AMQP".utf8) + [0, 0, 9, 1])),
                try .expect(
                    .amqp,
                    #"(?s)^(?:AMQP.{4}|\x01\x00\x00.{4}\x00\x0a\x00\x0a.{2}"#
                        + #"(?:.*?\x07productS\x00\x00\x00.(?P<software>[ -~]+))?"#
                        + #"(?:.*?\x07versionS\x00\x00\x00.(?P<version>[ -~]+))?)"#),
            ]
        },
        // MQTT 3.1.1 sections 3.1, 3.2 and 3.14. An empty identifier with a clean session has the
        // broker choose one (3.1.3.1), so that nobody else's session is taken over; whichever code
        // it returns, it has spoken MQTT. A broker of 5.0 only may answer in its own form, which is
        // longer (5.0 section 3.1.2.2).
        Service(
            "mqtt", port: 1883, proof: "CONNACK with any return code (MQTT 3.1.1 section 3.2)"
        ) { () throws(PatternError) in
            let connect: [UInt8] =
                [0x10, 12, 0, 4] + Array("MQTT".utf8) + [4, 0b10, 0, 60, 0, 0]
            return [
                .send(Template(bytes: connect)),
                try .expect(.mqtt, #"(?s)^\x20.[\x00\x01]."#),
                .send(Template(bytes: [0xe0, 0])),
            ]
        },
    ]
}
