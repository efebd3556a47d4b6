import Probes

/// What real servers said, and what others say at their ports.
extension PeerAnswer {
    static let all =
        brokers + desktops + voices + routers + fileServers + halves

    /// RabbitMQ 3.10.8: Connection.Start.
    static let rabbitMQ = bytes(
        hexadecimal: """
            010000000001ef000a000a0009000001ca0c6361706162696c697469657346000000c7127075626c
            69736865725f636f6e6669726d7374011a65786368616e67655f65786368616e67655f62696e6469
            6e677374010a62617369632e6e61636b740116636f6e73756d65725f63616e63656c5f6e6f746966
            79740112636f6e6e656374696f6e2e626c6f636b6564740113636f6e73756d65725f7072696f7269
            7469657374011c61757468656e7469636174696f6e5f6661696c7572655f636c6f73657401107065
            725f636f6e73756d65725f716f7374010f6469726563745f7265706c795f746f74010c636c757374
            65725f6e616d655300000008736f6e646540766d09636f707972696768745300000037436f707972
            696768742028632920323030372d3230323220564d776172652c20496e632e206f72206974732061
            6666696c69617465732e0b696e666f726d6174696f6e53000000394c6963656e73656420756e6465
            7220746865204d504c20322e302e20576562736974653a2068747470733a2f2f7261626269746d71
            2e636f6d08706c6174666f726d530000001145726c616e672f4f54502032352e322e330770726f64
            75637453000000085261626269744d510776657273696f6e5300000006332e31302e380000000e41
            4d51504c41494e20504c41494e00000005656e5f5553ce
            """)

    private static let ssh = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n"
    private static let http = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
    private static let unexpected = Outcome.failure(.unexpectedResponse)

    private static let brokers: [PeerAnswer] = [
        .init(
            "amqp", "RabbitMQ", rabbitMQ, .success(["software": "RabbitMQ", "version": "3.10.8"])),
        .init(
            "amqp", "RabbitMQ, to a version it does not have", Array("AMQP".utf8) + [0, 0, 9, 1],
            closes: true, .success([:])),
        .init(
            "amqp", "a broker of 1.0 that wants SASL", Array("AMQP".utf8) + [3, 1, 0, 0],
            closes: true, .success([:])),
        .init(
            "amqp", "a broker without properties",
            bytes(
                hexadecimal:
                    "01 0000 0000001c 000a000a 0009 00000000"
                    + "00000005 504c41494e 00000005 656e5f5553 ce"
            ), .success([:])),
        .init(
            "amqp", "Connection.Close",
            bytes(hexadecimal: "01 0000 0000000b 000a0032 0140 00 0000 0000 ce"), unexpected),
        .init("amqp", "OpenSSH", ssh, unexpected),
        .init("amqp", "a web server", http, closes: true, unexpected),
        .init("mqtt", "mosquitto", [0x20, 2, 0, 0], .success([:])),
        .init("mqtt", "mosquitto, to a stranger", [0x20, 2, 0, 5], closes: true, .success([:])),
        .init("mqtt", "a broker that knows us", [0x20, 2, 1, 0], .success([:])),
        .init(
            "mqtt", "mosquitto in 5.0, to a stranger", [0x20, 3, 0, 0x87, 0], closes: true,
            .success([:])),
        .init("mqtt", "PINGRESP", [0xd0, 0], unexpected),
        .init("mqtt", "OpenSSH", ssh, unexpected),
        .init("mqtt", "a web server", http, closes: true, unexpected),
        .init(
            "mqtt", "RabbitMQ", Array("AMQP".utf8) + [0, 0, 9, 1], closes: true,
            unexpected),
    ]

    private static let desktops: [PeerAnswer] = [
        .init("rdp", "xrdp with TLS", confirm("02 01 0800 01000000"), .success([:])),
        .init("rdp", "xrdp without TLS", confirm("02 01 0800 00000000"), .success([:])),
        .init("rdp", "xrdp that insists on TLS", confirm("03 00 0800 01000000"), .success([:])),
        .init("rdp", "xrdp that was asked for nothing", confirm(""), .success([:])),
        .init("rdp", "a controller", confirm("c0010a c1020100 c2020102"), unexpected),
        .init(
            "rdp", "a refusal of X.224", bytes(hexadecimal: "0300000b 06 80 0000 0000 00"),
            unexpected),
        .init("rdp", "Xvnc", "RFB 003.008\n", unexpected),
        .init("rdp", "OpenSSH", ssh, unexpected),
        .init("vnc", "Xvnc", "RFB 003.008\n", .success(["version": "003.008"])),
        .init(
            "vnc", "Xvnc that has had enough",
            Array("RFB 003.003\n".utf8) + [0, 0, 0, 0, 0, 0, 0, 0x1a]
                + Array("Too many security failures".utf8), closes: true,
            .success(["version": "003.003"])),
        .init("vnc", "macOS", "RFB 003.889\n", .success(["version": "003.889"])),
        .init("vnc", "no number", "RFB three\n", unexpected),
        .init("vnc", "OpenSSH", ssh, unexpected),
        .init("vnc", "a web server", http, closes: true, unexpected),
    ]

    /// A TPKT with a Connection Confirm of xrdp, and what follows.
    static func confirm(_ more: String) -> [UInt8] {
        let more = bytes(hexadecimal: more)
        return [3, 0, 0, UInt8(11 + more.count), UInt8(6 + more.count)]
            + bytes(hexadecimal: "d0 0000 1234 00") + more
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

    private static let voices: [PeerAnswer] = [
        .init(
            "sip", "Kamailio", kamailio,
            .success(["software": "kamailio (5.6.3 (x86_64/linux))"])),
        .init(
            "sip", "a server that wants to know who asks",
            "SIP/2.0 401 Unauthorized\r\nCSeq: 1 OPTIONS\r\nuser-agent :Box 7\r\n\r\n",
            .success(["software": "Box 7"])),
        .init(
            "sip", "a server without a name", "SIP/2.0 404 Not Found\r\nCSeq: 1 OPTIONS\r\n\r\n",
            .success([:])),
        .init("sip", "a header without end", "SIP/2.0 200 OK\r\n", .failure(.timeout)),
        .init("sip", "no status", "SIP/2.0 OK\r\n\r\n", unexpected),
        .init("sip", "a web server", http, closes: true, unexpected),
        .init("sip", "OpenSSH", ssh, unexpected),
    ]

    private static let marker = [UInt8](repeating: 0xff, count: 16)

    private static let routers: [PeerAnswer] = [
        .init(
            "bgp", "BIRD",
            marker
                + bytes(
                    hexadecimal: "0035 01 04 fc00 00f0 c0000201 18"
                        + "0216 0104 0001 0001 0200 4002 0078 4104 0000fc00 4600 4700"),
            .success([:])),
        .init(
            "bgp", "Connection Rejected", marker + bytes(hexadecimal: "0015 03 06 05"),
            closes: true, .success([:])),
        .init(
            "bgp", "OPEN of another version",
            marker + bytes(hexadecimal: "001d 01 03 fc00 00f0 c0000201 00"), unexpected),
        .init("bgp", "KEEPALIVE", marker + bytes(hexadecimal: "0013 04"), unexpected),
        .init("bgp", "BIRD, to a stranger", [], closes: true, .failure(.closedEarly)),
        .init("bgp", "OpenSSH", ssh, unexpected),
    ]

    private static func reply(_ rest: String) -> [UInt8] {
        bytes(hexadecimal: "736f6e64 00000001" + rest)
    }

    private static func record(_ message: [UInt8]) -> [UInt8] {
        [0x80, 0, 0, UInt8(message.count)] + message
    }

    private static let fileServers = ["nfs", "rpcbind"].flatMap { name -> [PeerAnswer] in
        [
            .init(
                name, "success", record(reply("00000000 00000000 00000000 00000000")), .success([:])
            ),
            .init(
                name, "other versions",
                record(reply("00000000 00000000 00000000 00000002 00000002 00000004")),
                .success([:])),
            .init(
                name, "no such program", record(reply("00000000 00000000 00000000 00000001")),
                unexpected),
            .init(name, "denied", record(reply("00000001 00000001 00000001")), unexpected),
            .init(
                name, "an answer to somebody else",
                record(bytes(hexadecimal: "00000001 00000001 00000000 00000000 00000000 00000000")),
                unexpected),
            .init(name, "OpenSSH", ssh, unexpected),
            .init(name, "a web server", http, closes: true, unexpected),
        ]
    }

    /// Good answers that end too soon.
    private static let halves = (brokers + desktops + voices + routers + fileServers).flatMap {
        answer -> [PeerAnswer] in
        guard case .success = answer.outcome, let whole = shortest[answer.service] else {
            return []
        }
        let half = Array(answer.says.prefix(whole))
        return [
            .init(answer.service, "half of \(answer.peer)", half, .failure(.timeout)),
            .init(
                answer.service, "half of \(answer.peer), and the end", half, closes: true,
                .failure(.closedEarly)),
        ]
    }

    /// Bytes that are not yet enough, and no line.
    private static let shortest = [
        "amqp": 7, "mqtt": 3, "rdp": 10, "vnc": 11, "sip": 10, "bgp": 18, "nfs": 27, "rpcbind": 27,
    ]
}
