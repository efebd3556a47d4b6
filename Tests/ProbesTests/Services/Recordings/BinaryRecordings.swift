import Probes

// What servers said whose protocols are no lines, and what others say at their ports.
extension Recording {
    static let binaries = brokers + desktops + voices + routers + fileServers + halves

    /// RabbitMQ 3.10.8: Connection.Start.
    private static let rabbitMQ =
        #"\x01\x00\x00\x00\x00\x01\xef\x00\n\x00\n\x00\x09\x00\x00\x01\xca\x0ccapabilitiesF"#
        + #"\x00\x00\x00\xc7\x12publisher_confirmst\x01\x1aexchange_exchange_bindingst\x01"#
        + #"\nbasic.nackt\x01\x16consumer_cancel_notifyt\x01\x12connection.blockedt\x01"#
        + #"\x13consumer_prioritiest\x01\x1cauthentication_failure_closet\x01"#
        + #"\x10per_consumer_qost\x01\x0fdirect_reply_tot\x01"#
        + #"\x0ccluster_nameS\x00\x00\x00\x08sonde@vm\x09copyrightS\x00\x00\x007"#
        + #"Copyright (c) 2007-2022 VMware, Inc. or its affiliates."#
        + #"\x0binformationS\x00\x00\x009Licensed under the MPL 2.0. Website: https://rabbitmq.com"#
        + #"\x08platformS\x00\x00\x00\x11Erlang/OTP 25.2.3\x07productS\x00\x00\x00\x08RabbitMQ"#
        + #"\x07versionS\x00\x00\x00\x063.10.8"#
        + #"\x00\x00\x00\x0eAMQPLAIN PLAIN\x00\x00\x00\x05en_US\xce"#

    private static let http = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"

    private static let brokers: [Recording] = [
        Recording(
            "amqp", "RabbitMQ", answers: rabbitMQ,
            .success(["software": "RabbitMQ", "version": "3.10.8"])),
        Recording(
            "amqp", "RabbitMQ, to a version it does not have", answers: #"AMQP\x00\x00\x09\x01"#,
            then: .closes, .success()),
        Recording(
            "amqp", "a broker of 1.0 that wants SASL", answers: #"AMQP\x03\x01\x00\x00"#,
            then: .closes, .success()),
        Recording(
            "amqp", "a broker without properties",
            answers: #"\x01\x00\x00\x00\x00\x00\x1c\x00\n\x00\n\x00\x09\x00\x00\x00\x00"#
                + #"\x00\x00\x00\x05PLAIN\x00\x00\x00\x05en_US\xce"#, .success()),
        Recording(
            "amqp", "Connection.Close",
            answers: #"\x01\x00\x00\x00\x00\x00\x0b\x00\n\x00\x32\x01\x40\x00\x00\x00\x00\x00\xce"#,
            .refused),
        Recording("amqp", "OpenSSH", says: [openSSH], .refused),
        Recording("amqp", "a web server", answers: http, then: .closes, .refused),
        Recording("mqtt", "mosquitto", answers: #"\x20\x02\x00\x00"#, .success()),
        Recording(
            "mqtt", "mosquitto, to a stranger", answers: #"\x20\x02\x00\x05"#, then: .closes,
            .success()),
        Recording("mqtt", "a broker that knows us", answers: #"\x20\x02\x01\x00"#, .success()),
        Recording(
            "mqtt", "mosquitto in 5.0, to a stranger", answers: #"\x20\x03\x00\x87\x00"#,
            then: .closes, .success()),
        Recording("mqtt", "PINGRESP", answers: #"\xd0\x00"#, .refused),
        Recording("mqtt", "OpenSSH", says: [openSSH], .refused),
        Recording("mqtt", "a web server", answers: http, then: .closes, .refused),
        Recording(
            "mqtt", "RabbitMQ", answers: #"AMQP\x00\x00\x09\x01"#, then: .closes, .refused),
    ]

    private static let desktops: [Recording] = [
        Recording("rdp", "xrdp with TLS", answers: confirm(xrdpWithTLS), .success()),
        Recording(
            "rdp", "xrdp without TLS", answers: confirm(#"\x02\x01\x08\x00\x00\x00\x00\x00"#),
            .success()),
        Recording(
            "rdp", "xrdp that insists on TLS",
            answers: confirm(#"\x03\x00\x08\x00\x01\x00\x00\x00"#), .success()),
        Recording("rdp", "xrdp that was asked for nothing", answers: confirm(""), .success()),
        Recording(
            "rdp", "a controller",
            answers: confirm(#"\xc0\x01\x0a\xc1\x02\x01\x00\xc2\x02\x01\x02"#), .refused),
        Recording(
            "rdp", "a refusal of X.224",
            answers: #"\x03\x00\x00\x0b\x06\x80\x00\x00\x00\x00\x00"#, .refused),
        Recording("rdp", "Xvnc", says: ["RFB 003.008\n"], .refused),
        Recording("rdp", "OpenSSH", says: [openSSH], .refused),
        Recording("vnc", "Xvnc", says: ["RFB 003.008\n"], .success(["version": "003.008"])),
        Recording(
            "vnc", "Xvnc that has had enough",
            says: [#"RFB 003.003\n\x00\x00\x00\x00\x00\x00\x00\x1aToo many security failures"#],
            then: .closes, .success(["version": "003.003"])),
        Recording("vnc", "macOS", says: ["RFB 003.889\n"], .success(["version": "003.889"])),
        Recording("vnc", "no number", says: ["RFB three\n"], .refused),
        Recording("vnc", "OpenSSH", says: [openSSH], .refused),
        Recording("vnc", "a web server", says: [http], then: .closes, .refused),
    ]

    static let xrdpWithTLS = #"\x02\x01\x08\x00\x01\x00\x00\x00"#

    /// A TPKT with a Connection Confirm of xrdp, and what follows.
    static func confirm(_ more: String) -> String {
        let count = bytes(more).count
        return #"\x03\x00\x00"# + escaped(11 + count) + escaped(6 + count)
            + #"\xd0\x00\x00\x12\x34\x00"# + more
    }

    /// A byte as texts have it.
    private static func escaped(_ byte: Int) -> String {
        #"\x"# + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static let kamailio = """
        SIP/2.0 200 OK\r
        Via: SIP/2.0/TCP sonde.invalid;branch=z9hG4bK0000000000000abc;received=127.0.0.1\r
        From: <sip:sonde@sonde.invalid>;tag=0000000000000abc\r
        To: <sip:127.0.0.1:25060>;tag=62a8e38824eb2a320f9d06b0beb8e283-c30b0000\r
        Call-ID: 0000000000000abc@sonde.invalid\r
        CSeq: 1 OPTIONS\r
        Server: kamailio (5.6.3 (x86_64/linux))\r
        Content-Length: 0\r
        \r

        """

    private static let voices: [Recording] = [
        Recording(
            "sip", "Kamailio", answers: kamailio,
            .success(["software": "kamailio (5.6.3 (x86_64/linux))"])),
        Recording(
            "sip", "a server that wants to know who asks",
            answers: "SIP/2.0 401 Unauthorized\r\nCSeq: 1 OPTIONS\r\nuser-agent :Box 7\r\n\r\n",
            .success(["software": "Box 7"])),
        Recording(
            "sip", "a server without a name",
            answers: "SIP/2.0 404 Not Found\r\nCSeq: 1 OPTIONS\r\n\r\n", .success()),
        Recording(
            "sip", "a header without end", answers: "SIP/2.0 200 OK\r\n", .silence(.timeout)),
        Recording("sip", "no status", answers: "SIP/2.0 OK\r\n\r\n", .refused),
        Recording("sip", "a web server", answers: http, then: .closes, .refused),
        Recording("sip", "OpenSSH", says: [openSSH], .refused),
    ]

    private static let marker = String(repeating: #"\xff"#, count: 16)

    private static let routers: [Recording] = [
        Recording(
            "bgp", "BIRD",
            says: [
                marker + #"\x00\x35\x01\x04\xfc\x00\x00\xf0\xc0\x00\x02\x01\x18"#
                    + #"\x02\x16\x01\x04\x00\x01\x00\x01\x02\x00\x40\x02\x00\x78"#
                    + #"\x41\x04\x00\x00\xfc\x00\x46\x00\x47\x00"#
            ], .success()),
        Recording(
            "bgp", "Connection Rejected", says: [marker + #"\x00\x15\x03\x06\x05"#],
            then: .closes, .success()),
        Recording(
            "bgp", "OPEN of another version",
            says: [marker + #"\x00\x1d\x01\x03\xfc\x00\x00\xf0\xc0\x00\x02\x01\x00"#], .refused),
        Recording("bgp", "KEEPALIVE", says: [marker + #"\x00\x13\x04"#], .refused),
        Recording(
            "bgp", "BIRD, to a stranger", says: [], then: .closes, .failure(.closedEarly)),
        Recording("bgp", "OpenSSH", says: [openSSH], .refused),
    ]

    private static let zero = #"\x00\x00\x00\x00"#
    private static let one = #"\x00\x00\x00\x01"#
    private static let two = #"\x00\x00\x00\x02"#

    /// A record with a reply to us, and what follows.
    private static func reply(_ rest: String) -> String { record("sond" + one + rest) }

    private static func record(_ message: String) -> String {
        #"\x80\x00\x00"# + escaped(bytes(message).count) + message
    }

    private static let fileServers = ["nfs", "rpcbind"].flatMap { (name) -> [Recording] in
        let plan = Plan.service(name)
        return [
            Recording(plan, "success", answers: reply(zero + zero + zero + zero), .success()),
            Recording(
                plan, "other versions",
                answers: reply(zero + zero + zero + two + two + #"\x00\x00\x00\x04"#), .success()),
            Recording(
                plan, "no such program", answers: reply(zero + zero + zero + one), .refused),
            Recording(plan, "denied", answers: reply(one + one + one), .refused),
            Recording(
                plan, "an answer to somebody else",
                answers: record(one + one + zero + zero + zero + zero), .refused),
            Recording(plan, "OpenSSH", says: [openSSH], .refused),
            Recording(plan, "a web server", answers: http, then: .closes, .refused),
        ]
    }

    /// Good answers that end too soon.
    private static let halves = (brokers + desktops + voices + routers + fileServers).flatMap {
        (whole) -> [Recording] in
        guard case .success = whole.expected, let count = shortest[whole.plan] else { return [] }
        return [
            whole.cut(after: count, "half of \(whole.peer)", .isSilent, .silence(.timeout)),
            whole.cut(
                after: count, "half of \(whole.peer), and the end", .closes,
                .failure(.closedEarly)),
        ]
    }

    /// Bytes that are not yet enough, and no line.
    private static let shortest: [Plan: Int] = [
        "amqp": 7, "mqtt": 3, "rdp": 10, "vnc": 11, "sip": 10, "bgp": 18, "nfs": 27, "rpcbind": 27,
    ]
}
