import FaultServers

extension FaultRow {
    private static let ssh = "service: ssh"
    private static let mail = "starttls: smtp"

    static let conversations: [FaultRow] =
        greetings + mailDialogues + upgrades

    private static let garbage: [UInt8] = (0..<200).map { UInt8(($0 * 73 + 29) & 0xff) }

    private static let greetings: [FaultRow] = [
        .fault("a greeting", .banner, "success", keys: ssh),
        .fault("a greeting with an urgent byte", .urgent, "success", keys: ssh),
        .talk(
            "a greeting in single bytes", [TCPTurn(TCPFault.bannerText, byteByByte: true)],
            "success", keys: ssh),
        .talk(
            "a greeting and a close", [TCPTurn(TCPFault.bannerText, then: .closes)], "success",
            keys: ssh),
        // What was said counts, but the RST may come before we have looked at the connection.
        .fault(
            "a greeting and a reset", .bannerThenReset, "success", "reset/connect", keys: ssh),
        .fault("no greeting but a close", .close, "closed_early/exchange", keys: ssh),
        .fault("no greeting but half a close", .halfClose, "closed_early/exchange", keys: ssh),
        .fault(
            "no greeting but a reset", .reset, "reset/exchange", "reset/connect", keys: ssh),
        .fault("no greeting", .silent, "timeout/exchange", keys: "\(ssh), \(patience)"),
        .talk(
            "half a greeting and a close", [TCPTurn("SSH-2.0", then: .closes)],
            "closed_early/exchange", keys: ssh),
        .talk(
            "half a greeting and silence", [TCPTurn("SSH-2.0")], "timeout/exchange",
            keys: "\(ssh), \(patience)"),
        .talk(
            "another greeting and a close", [TCPTurn("220 mx.example.com\r\n", then: .closes)],
            "unexpected_response/exchange", keys: ssh),
        .talk(
            "a greeting without end", [TCPTurn([UInt8](repeating: 0x61, count: 70_000))],
            "response_too_large/exchange", keys: ssh),
        .talk(
            "bytes without meaning and a close",
            [TCPTurn(garbage + [10], then: .closes)],
            "unexpected_response/exchange", keys: ssh),
    ]

    private static func dialogue(
        _ name: String, _ turns: [String], then end: TCPTurn.End = .waits, _ outcome: String,
        more: String = ""
    ) -> Self {
        let last = turns.count - 1
        let turns = turns.enumerated().map { TCPTurn($1, then: $0 == last ? end : .waits) }
        return Self(name: name, outcomes: [outcome], keys: mail + more) {
            FaultPeer(TCPFaultServer(turns: turns, on: $0))
        }
    }

    private static let mailDialogues: [FaultRow] = [
        dialogue(
            "a server of mail that is full", ["421 too busy\r\n"], then: .closes,
            "unexpected_response/exchange"),
        dialogue(
            "a server of mail that says no", ["554 no\r\n"], "unexpected_response/exchange"),
        dialogue(
            "a server of mail without STARTTLS", ["220 mx ESMTP\r\n", "250 mx\r\n"],
            "unexpected_response/exchange"),
        dialogue(
            "a server of mail that closes", ["220 mx ESMTP\r\n", ""], then: .closes,
            "closed_early/exchange"),
        dialogue(
            "a server of mail that resets", ["220 mx ESMTP\r\n", ""], then: .resets,
            "reset/exchange"),
        dialogue(
            "a server of mail that refuses STARTTLS",
            ["220 mx ESMTP\r\n", "250 STARTTLS\r\n", "454 not now\r\n"],
            "unexpected_response/exchange"),
    ]

    private static func upgrade(
        _ name: String, _ answer: [UInt8], then end: TCPTurn.End = .waits, _ outcome: String,
        more: String = ""
    ) -> Self {
        let turns = [
            TCPTurn("220 mx ESMTP\r\n"), TCPTurn("250 STARTTLS\r\n"), TCPTurn("220 go\r\n"),
            TCPTurn(answer, then: end),
        ]
        return Self(name: name, outcomes: [outcome], keys: mail + more) {
            FaultPeer(TCPFaultServer(turns: turns, on: $0))
        }
    }

    private static let upgrades: [FaultRow] = [
        upgrade("a close at the hello of mail", [], then: .closes, "tls_truncated/tls"),
        upgrade("a reset at the hello of mail", [], then: .resets, "reset/tls"),
        upgrade("silence at the hello of mail", [], "timeout/tls", more: ", \(patience)"),
        upgrade(
            "words at the hello of mail", Array("502 what\r\n".utf8), "tls_protocol/tls"),
        upgrade("an alert at the hello of mail", [21, 3, 3, 0, 2, 2, 40], "tls_alert/tls"),
        dialogue(
            "words in the clear behind the go ahead",
            ["220 mx ESMTP\r\n", "250 STARTTLS\r\n", "220 go\r\n250 injected\r\n"],
            "unexpected_response/exchange"),
    ]
}
