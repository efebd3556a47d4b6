// The conversations of example.yml that go over to TLS, and what may become of them.
extension Comparison {
    private static let smtp = (
        module: queries(
            #"""
            - expect: "^220 ([^ ]+) ESMTP (.+)$"
            - send: "EHLO prober\r"
            - expect: "^250-STARTTLS"
            - send: "STARTTLS\r"
            - expect: "^220"
            - starttls: true
            - send: "EHLO prober\r"
            - expect: "^250-AUTH"
            - send: "QUIT\r"
            """#) + authority,
        probe: ourTLS
            + script(
                #"""
                - expect: "^220 ([^ ]+) ESMTP (.+)$"
                - send: "EHLO prober\r\n"
                - expect: "^250-STARTTLS"
                - send: "STARTTLS\r\n"
                - expect: "^220"
                - starttls: true
                - send: "EHLO prober\r\n"
                - expect: "^250-AUTH"
                - send: "QUIT\r\n"
                """#)
    )

    private static func mail(_ goAhead: String) -> [PeerAct] {
        [
            .say("220 mail.example.com ESMTP Postfix\r\n"), .hear("EHLO prober\r\n"),
            .say("250-mail.example.com\r\n250-PIPELINING\r\n250-STARTTLS\r\n250 SMTPUTF8\r\n"),
            .hear("STARTTLS\r\n"), .say(goAhead), .startTLS, .hear("EHLO prober\r\n"),
            .say("250-mail.example.com\r\n250-AUTH PLAIN\r\n250 SMTPUTF8\r\n"), .hear("QUIT\r\n"),
        ]
    }

    private static let imap = (
        module: queries(
            #"""
            - expect: "OK.*STARTTLS"
            - send: ". STARTTLS"
            - expect: "OK"
            - starttls: true
            - send: ". capability"
            - expect: "CAPABILITY IMAP4rev1"
            """#) + authority,
        probe: ourTLS
            + script(
                #"""
                - expect: "OK.*STARTTLS"
                - send: ". STARTTLS\r\n"
                - expect: "^. OK"
                - starttls: true
                - send: ". capability\r\n"
                - expect: "CAPABILITY IMAP4rev1"
                """#)
    )

    private static let mailbox: [PeerAct] = [
        .say("* OK [CAPABILITY IMAP4rev1 SASL-IR STARTTLS] Dovecot ready.\r\n"),
        .hear(". STARTTLS"), .say(". OK Begin TLS negotiation now.\r\n"), .startTLS,
        .hear(". capability"), .say("* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n. OK done.\r\n"),
    ]

    static let upgrades = [
        Comparison(
            name: "smtp_starttls", module: smtp.module, probe: smtp.probe,
            peer: mail("220 2.0.0 Ready to start TLS\r\n"), outcome: "success",
            blackboxSays: true),
        Comparison(
            name: "smtp_starttls_not_offered", module: smtp.module, probe: smtp.probe,
            peer: [
                .say("220 mail.example.com ESMTP Postfix\r\n"), .hear("EHLO prober\r\n"),
                .say("250-mail.example.com\r\n250 SMTPUTF8\r\n"), .finish,
            ], outcome: "unexpected_response (in phase exchange)", blackboxSays: false),
        Comparison(
            name: "smtp_starttls_injected", module: smtp.module, probe: smtp.probe,
            peer: mail("220 2.0.0 Ready to start TLS\r\n250-AUTH PLAIN\r\n"),
            outcome: "unexpected_response (in phase exchange)", blackboxSays: true,
            defect: "It forgets what came in the clear behind the go-ahead: somebody in between "
                + "put it there (CVE-2011-0411)."),
        Comparison(
            name: "imap_starttls", module: imap.module, probe: imap.probe, peer: mailbox,
            outcome: "success", blackboxSays: true),
        Comparison(
            name: "imap_starttls_expired", module: imap.module, probe: imap.probe, peer: mailbox,
            certificate: .expired, outcome: "certificate_expired (in phase tls)",
            blackboxSays: false),
        Comparison(
            name: "starttls_twice",
            module: "tls: true\n" + imap.module, probe: imap.probe, peer: mailbox,
            outcome: "success", blackboxSays: false,
            defect: "With `tls: true` it speaks TLS first, and would again at `starttls: true`; "
                + "in Sonde `tls` beside a script with STARTTLS is how to speak it there."),
    ]
}
