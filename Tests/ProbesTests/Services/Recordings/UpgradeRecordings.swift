import Probes

// What real servers said on the way to TLS, byte for byte.
extension Recording {
    static let upgrades = mailUpgrades + otherUpgrades + messageUpgrades

    /// Clear text after the go-ahead, which somebody in between may have put there.
    static let injected = [
        Recording(
            .startTLS(.smtp), "SMTP",
            says: [
                postfixGreeting, postfixEHLO,
                "220 go\r\n250 mail.sonde.test\r\n",
            ], .refused),
        Recording(
            .startTLS(.imap), "IMAP",
            says: [dovecotIMAP, "s1 OK go\r\n* CAPABILITY IMAP4rev1\r\n"],
            .refused),
        Recording(
            .startTLS(.xmppClient), "XMPP",
            says: ["", prosody + offer, proceed + "<stream:features>"],
            .refused),
        Recording(
            .startTLS(.ldap), "slapd, and clear text",
            answers: #"0\x0c\x02\x01\x01x\x07\n\x01\x00\x04\x00\x04\x000\x0c\x02\x01\x01e"#,
            .refused),
        Recording(.startTLS(.postgres), "PostgreSQL, and clear text", answers: "SE", .refused),
    ]

    private static let dovecotLHLO = """
        250-vm\r
        250-8BITMIME\r
        250-CHUNKING\r
        250-ENHANCEDSTATUSCODES\r
        250-PIPELINING\r
        250 STARTTLS\r

        """

    private static let mailUpgrades: [Recording] = [
        Recording(
            .startTLS(.smtp), "Postfix",
            says: [postfixGreeting, postfixEHLO, "220 2.0.0 Ready to start TLS\r\n"],
            .success()),
        Recording(
            .startTLS(.lmtp), "Dovecot, LMTP",
            says: [
                "220 vm Dovecot (Debian) ready.\r\n", dovecotLHLO,
                "220 2.0.0 Begin TLS negotiation now.\r\n",
            ], .success()),
        Recording(
            .startTLS(.lmtp), "SMTP where LMTP was meant",
            says: [
                postfixGreeting, "502 5.5.2 Error: command not recognized\r\n",
            ],
            .refused),
        Recording(
            .startTLS(.imap), "Dovecot, IMAP",
            says: [dovecotIMAP, "s1 OK Begin TLS negotiation now.\r\n"],
            .success()),
        Recording(
            .startTLS(.imap), "IMAP without TLS",
            says: [dovecotIMAP, "s1 BAD TLS support isn't enabled.\r\n"],
            .refused),
        Recording(
            .startTLS(.pop3), "Dovecot, POP3",
            says: [dovecotPOP3, "+OK Begin TLS negotiation now.\r\n"],
            .success()),
        Recording(
            .startTLS(.pop3), "POP3 without TLS",
            says: [dovecotPOP3, "-ERR TLS support isn't enabled.\r\n"],
            .refused),
        Recording(
            .startTLS(.sieve), "Dovecot, ManageSieve",
            says: [
                dovecotSieve, "OK \"Begin TLS negotiation now.\"\r\n",
                dovecotSieve,
            ], .success()),
        Recording(
            .startTLS(.sieve), "ManageSieve without TLS",
            says: [dovecotSieve, "NO \"TLS support isn't enabled.\"\r\n"],
            .refused),
    ]

    private static let otherUpgrades: [Recording] = [
        Recording(
            .startTLS(.ftp), "vsftpd",
            says: ["220 (vsFTPd 3.0.3)\r\n", "234 Proceed with negotiation.\r\n"], .success()),
        Recording(
            .startTLS(.ftp), "FTP without TLS",
            says: ["220 (vsFTPd 3.0.3)\r\n", "530 Please login with USER and PASS.\r\n"],
            .refused),
        Recording(
            .startTLS(.nntp), "NNTP",
            says: ["200 news.sonde.test\r\n", "382 Continue with TLS negotiation\r\n"],
            .success()),
        Recording(
            .startTLS(.nntp), "NNTP without TLS",
            says: ["201 news.sonde.test\r\n", "580 Can not initiate TLS negotiation\r\n"],
            .refused),
        Recording(
            .startTLS(.nntp), "NNTP, too busy", says: ["400 too many connections\r\n"],
            .refused),
        Recording(
            .startTLS(.irc), "InspIRCd",
            says: [
                "",
                ":irc.sonde.test 670 * :STARTTLS successful, go ahead with TLS handshake\r\n",
            ], .success()),
        Recording(
            .startTLS(.irc), "IRC that looks a name up",
            says: [
                ":irc.test NOTICE * :*** Looking up your hostname...\r\n",
                ":irc.test NOTICE * :*** Found it\r\n:irc.test 670 * :go\r\n",
            ], .success()),
        Recording(
            .startTLS(.irc), "IRC without TLS",
            says: ["", ":irc.sonde.test 421 * STARTTLS :Unknown command\r\n"],
            .refused),
        Recording(
            .startTLS(.irc), "IRC, banned",
            says: ["ERROR :Closing link: (test) [Z-lined]\r\n"], then: .closes,
            .refused),
    ]

    private static let prosody = """
        <?xml version='1.0'?><stream:stream id='0f3297f3-5b50-4a4d-9065-f07200669d2d' \
        from='localhost' version='1.0' xml:lang='en' \
        xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client'>
        """
    private static let offer =
        "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
        + "</stream:features>"
    private static let dialback =
        "<stream:features><dialback xmlns='urn:xmpp:features:dialback'/></stream:features>"
    private static let proceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
    private static let unknown =
        "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
        + "</stream:stream>"

    private static let messageUpgrades = [StartTLSProtocol.xmppClient, .xmppServer].flatMap {
        (name) -> [Recording] in
        [
            Recording(
                .startTLS(name), "Prosody, \(name.rawValue)", says: ["", prosody + offer, proceed],
                .success()),
            Recording(
                .startTLS(name), "no TLS, \(name.rawValue)", says: ["", prosody + dialback],
                .refused),
            Recording(
                .startTLS(name), "an unknown domain, \(name.rawValue)",
                says: ["", prosody + unknown], then: .closes, .refused),
            Recording(
                .startTLS(name), "TLS refused, \(name.rawValue)",
                says: [
                    "", prosody + offer,
                    "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>",
                ], then: .closes, .refused),
        ]
    }
}
