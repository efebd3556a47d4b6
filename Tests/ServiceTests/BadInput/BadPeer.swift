/// A peer that does something bad on a real socket, and what must be said of it.
struct BadPeer: Sendable, CustomStringConvertible {
    var name: String
    var acts: [PeerAct]
    /// What is asked; a script of a probe.
    var script: String
    var reason: String
    var phase = "exchange"
    /// Which step fails.
    var step: Int
    var certificate = Comparison.Certificate.good

    var description: String { name }
}

// In the clear.
extension BadPeer {
    private static let greeting = #"- expect: "^220 .*$""#
    private static let dialogue = #"""
        - expect: "^220 "
        - send: "VERSION\r\n"
        - expect: "^OK$"
        """#
    /// 64 KiB and more to say.
    private static let speech = #"""
        - send: "\#(String(repeating: "x", count: 4_000))"

        """#

    static let inTheClear = [
        BadPeer(
            name: "an endless line", acts: [.flood([UInt8](repeating: 0x78, count: 65_536))],
            script: greeting, reason: "response_too_large", step: 1),
        BadPeer(
            name: "endless NULs", acts: [.flood([UInt8](repeating: 0, count: 65_536))],
            script: greeting, reason: "response_too_large", step: 1),
        BadPeer(
            name: "endless lines",
            acts: [.flood(Array(repeatElement("220-more\r\n".utf8, count: 5_000).joined()))],
            script: greeting, reason: "response_too_large", step: 1),
        BadPeer(
            name: "a byte now and then",
            acts: [.drip([UInt8](repeating: 0x78, count: 1_000), milliseconds: 120)],
            script: greeting, reason: "timeout", step: 1),
        BadPeer(
            name: "a line now and then",
            acts: [.drip([UInt8](repeating: 0x0a, count: 1_000), milliseconds: 120)],
            script: greeting, reason: "unexpected_response", step: 1),
        BadPeer(
            name: "bytes without a pause",
            acts: [.drip([UInt8](repeating: 0x78, count: 60_000), milliseconds: 0)],
            script: greeting, reason: "timeout", step: 1),
        BadPeer(name: "silence", acts: [], script: greeting, reason: "timeout", step: 1),
        BadPeer(
            name: "no newline", acts: [.say("220 mail.example.com ESMTP")], script: greeting,
            reason: "timeout", step: 1),
        BadPeer(
            name: "half a banner and a FIN", acts: [.say("22"), .finish], script: greeting,
            reason: "closed_early", step: 1),
        BadPeer(
            name: "half a banner and an RST", acts: [.say("22"), .pause(milliseconds: 50), .reset],
            script: greeting, reason: "reset", step: 1),
        BadPeer(
            name: "NULs before the banner", acts: [.say("\u{0}220 hello\r\n")], script: greeting,
            reason: "unexpected_response", step: 1),
        BadPeer(
            name: "a FIN before the answer",
            acts: [.say("220 hello\r\n"), .hear("VERSION\r\n"), .finish], script: dialogue,
            reason: "closed_early", step: 3),
        BadPeer(
            name: "an RST before the answer",
            acts: [.say("220 hello\r\n"), .hear("VERSION\r\n"), .reset], script: dialogue,
            reason: "reset", step: 3),
        BadPeer(
            name: "a refusal and an RST",
            acts: [
                .say("220 hello\r\n"), .hear("VERSION\r\n"), .say("NO\r\n"),
                .pause(milliseconds: 50), .reset,
            ], script: dialogue, reason: "unexpected_response", step: 3),
        BadPeer(
            name: "a peer that never reads", acts: [.stopReading],
            script: String(repeating: speech, count: 17) + #"- expect: "^OK""#, reason: "timeout",
            step: 18),
    ]
}

// Around TLS.
extension BadPeer {
    private static let upgrade = #"""
        - send: "STARTTLS\r\n"
        - expect: "^220 "
        - starttls: true
        - send: "VERSION\r\n"
        - expect: "^OK$"
        """#
    private static let goAhead: [PeerAct] = [.hear("STARTTLS\r\n"), .say("220 go ahead\r\n")]
    /// RFC 8446 section 5.1: the header of the record that a client begins with.
    private static let hello = PeerAct.hear("\u{16}\u{3}\u{1}")
    private static let garbage: [UInt8] = (0..<200).map { UInt8(($0 * 73 + 29) & 0xff) }
    private static let underTLS: [PeerAct] = goAhead + [.startTLS, .hear("VERSION\r\n")]

    static let aroundTLS = [
        BadPeer(
            name: "plain text with the go-ahead",
            acts: [.hear("STARTTLS\r\n"), .say("220 go ahead\r\nOK\r\n"), .startTLS],
            script: upgrade, reason: "unexpected_response", step: 3),
        BadPeer(
            name: "plain text behind the go-ahead",
            acts: goAhead + [.pause(milliseconds: 20), .say("250 injected\r\n")], script: upgrade,
            reason: "tls_protocol", phase: "tls", step: 3),
        BadPeer(
            name: "garbage for a handshake",
            acts: goAhead + [hello, .say(garbage)],
            script: upgrade, reason: "tls_protocol", phase: "tls", step: 3),
        BadPeer(
            name: "an alert for a handshake",
            acts: goAhead + [hello, .say([21, 3, 3, 0, 2, 2, 40])],
            script: upgrade, reason: "tls_alert", phase: "tls", step: 3),
        BadPeer(
            name: "silence for a handshake", acts: goAhead, script: upgrade, reason: "timeout",
            phase: "tls", step: 3),
        BadPeer(
            name: "a FIN for a handshake", acts: goAhead + [.finish], script: upgrade,
            reason: "tls_truncated", phase: "tls", step: 3),
        BadPeer(
            name: "an RST for a handshake",
            acts: goAhead + [.pause(milliseconds: 50), .reset], script: upgrade, reason: "reset",
            phase: "tls", step: 3),
        BadPeer(
            name: "a certificate that has expired", acts: underTLS, script: upgrade,
            reason: "certificate_expired", phase: "tls", step: 3, certificate: .expired),
        BadPeer(
            name: "close_notify under TLS", acts: underTLS + [.closeNotify], script: upgrade,
            reason: "closed_early", step: 5),
        BadPeer(
            name: "a FIN without close_notify", acts: underTLS + [.finish], script: upgrade,
            reason: "closed_early", step: 5),
        BadPeer(
            name: "an RST under TLS", acts: underTLS + [.pause(milliseconds: 50), .reset],
            script: upgrade, reason: "reset", step: 5),
        BadPeer(
            name: "plain text under TLS",
            acts: underTLS + [.sayInTheClear(Array("OK in the clear\r\n".utf8))],
            script: upgrade, reason: "tls_protocol", step: 5),
        BadPeer(
            name: "an endless line under TLS",
            acts: underTLS + [.flood([UInt8](repeating: 0x78, count: 16_384))], script: upgrade,
            reason: "response_too_large", step: 5),
        BadPeer(
            name: "a byte now and then under TLS",
            acts: underTLS + [.drip([UInt8](repeating: 0x78, count: 1_000), milliseconds: 120)],
            script: upgrade, reason: "timeout", step: 5),
    ]
}
