import FaultServers
import Glibc
import Workbench

extension FaultRow {
    static let connections: [FaultRow] = [
        .fault("a port that refuses", .refuse, "refused/connect"),
        .fault(
            "a full queue", .fullBacklog, "timeout/connect", keys: "connect_timeout: 500ms"),
        .fault("an open port", .silent, "success"),
        .fault("an open port that closes", .close, "success"),
        .fault("an open port that half closes", .halfClose, "success"),
        // The RST may come before we have looked at the connection.
        .fault("an open port that resets", .reset, "success", "reset/connect"),
        .fault("an open port with a banner", .banner, "success"),
        .fault(
            "an open port that resets after its banner", .bannerThenReset, "success",
            "reset/connect"),
        stopped("a process that is stopped", "success"),
        stopped(
            "a process that is stopped before TLS", "timeout/tls", keys: "tls: {}, \(patience)"),
    ]

    /// The kernel goes on making connections for a process that stands still.
    private static func stopped(_ name: String, _ outcome: String, keys: String = "") -> Self {
        Self(name: name, outcomes: [outcome], keys: keys, hosts: [.v4]) { _ in
            let folder = try TestCertificates()
            let server = try RealServer.openssl([
                "-cert", folder.good.certificate, "-key", folder.good.key,
            ])
            server.child.send(signal: SIGSTOP)
            return FaultPeer(server)
        }
    }

    /// What is no handshake, or breaks off before the first word of one.
    static let handshakes: [FaultRow] = [
        .fault("no TLS but HTTP", .plainText, "tls_protocol/tls", keys: "tls: {}"),
        .fault("no TLS but SSH", .banner, "tls_protocol/tls", keys: "tls: {}"),
        .fault("no TLS but SSH with an urgent byte", .urgent, "tls_protocol/tls", keys: "tls: {}"),
        .fault("bytes without meaning", .garbage, "tls_protocol/tls", keys: "tls: {}"),
        .fault("an alert", .alert, "tls_alert/tls", keys: "tls: {}"),
        .fault("a reset at the hello", .resetAfterFirstBytes, "reset/tls", keys: "tls: {}"),
        .fault("a close at the hello", .closeAfterFirstBytes, "tls_truncated/tls", keys: "tls: {}"),
        .fault("silence at the hello", .silent, "timeout/tls", keys: "tls: {}, \(patience)"),
        .fault("a byte a second", .trickle, "timeout/tls", keys: "tls: {}, \(patience)"),
        .fault("a sink", .drain, "timeout/tls", keys: "tls: {}, \(patience)"),
        .fault("half closed before the hello", .halfClose, "tls_truncated/tls", keys: "tls: {}"),
        // Our hello may meet a socket that is gone, which answers with an RST.
        .fault(
            "closed before the hello", .close, "tls_truncated/tls", "reset/tls", keys: "tls: {}"),
        .fault("reset before the hello", .reset, "reset/tls", "reset/connect", keys: "tls: {}"),
        .fault(
            "a banner and a reset before the hello", .bannerThenReset, "tls_protocol/tls",
            "reset/tls", "reset/connect", keys: "tls: {}"),
        .talk(
            "a greeting of mail before the hello", [TCPTurn("220 mx.example.com ESMTP\r\n")],
            "tls_protocol/tls", keys: "tls: {}"),
        .reply("a record longer than allowed", [22, 3, 3, 0xff, 0xff], "tls_protocol/tls"),
        .reply("a record of an unknown kind", [99, 3, 3, 0, 1, 0], "tls_protocol/tls"),
        .reply("a record of an unknown version", [22, 9, 9, 0, 1, 0], "tls_protocol/tls"),
        .reply("data before the handshake", [23, 3, 3, 0, 2, 1, 2], "tls_protocol/tls"),
        .reply(
            "a thousand empty records",
            Array(repeatElement([22, 3, 3, 0, 0], count: 1_000).joined()), "tls_protocol/tls"),
        .reply(
            "a hundred warnings",
            Array(repeatElement([21, 3, 3, 0, 2, 1, 90], count: 100).joined()),
            "tls_protocol/tls"),
        .reply("a goodbye", [21, 3, 3, 0, 2, 1, 0], then: .closes, "tls_alert/tls"),
        .reply("an alert and a reset", [21, 3, 3, 0, 2, 2, 40], then: .resets, "tls_alert/tls"),
        .reply("an alert and silence", [21, 3, 3, 0, 2, 2, 80], "tls_alert/tls"),
        .reply(
            "half a record and a close", [22, 3, 3, 0, 90, 2], then: .closes, "tls_truncated/tls"),
        .reply("half a record and a reset", [22, 3, 3, 0, 90, 2], then: .resets, "reset/tls"),
        .reply(
            "half a record and silence", [22, 3, 3, 0, 90, 2], "timeout/tls",
            keys: "tls: {}, \(patience)"),
        .reply(
            "a hello without end", [22, 3, 3, 0, 5, 2, 0xff, 0xff, 0xff, 0], "tls_protocol/tls"),
        .reply(
            "a message out of turn", [22, 3, 3, 0, 4, 14, 0, 0, 0], "tls_protocol/tls"),
        .reply("our own hello again", [22, 3, 3, 0, 4, 1, 0, 0, 0], "tls_protocol/tls"),
        Self(name: "an echo", outcomes: ["tls_protocol/tls"], keys: "tls: {}") {
            FaultPeer(TCPFaultServer(turns: [TCPTurn(""), TCPTurn("", echoes: true)], on: $0))
        },
    ]
}
