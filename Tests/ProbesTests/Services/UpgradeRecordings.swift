import Probes

/// What real servers said on the way to TLS, byte for byte.
enum UpgradeRecordings {
    static let all: Result<[Recording], any Error> = Result {
        try mail() + others() + xmpp()
    }

    /// Clear text after the go-ahead, which somebody in between may have put there.
    static func injected() throws -> [Recording] {
        [
            Recording(
                "SMTP", try .startTLS(.smtp),
                says: [
                    MailRecordings.postfixGreeting, MailRecordings.postfixEHLO,
                    "220 go\r\n250 mail.sonde.test\r\n",
                ], .failure(.unexpectedResponse)),
            Recording(
                "IMAP", try .startTLS(.imap),
                says: [MailRecordings.dovecotIMAP, "s1 OK go\r\n* CAPABILITY IMAP4rev1\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "XMPP", try .startTLS(.xmppClient),
                says: ["", prosody + offer, proceed + "<stream:features>"],
                .failure(.unexpectedResponse)),
        ]
    }

    private static let dovecotLHLO = """
        250-vm\r
        250-8BITMIME\r
        250-CHUNKING\r
        250-ENHANCEDSTATUSCODES\r
        250-PIPELINING\r
        250 STARTTLS\r

        """

    private static func mail() throws -> [Recording] {
        let goAhead = "220 2.0.0 Ready to start TLS\r\n"
        return [
            Recording(
                "Postfix", try .startTLS(.smtp),
                says: [MailRecordings.postfixGreeting, MailRecordings.postfixEHLO, goAhead],
                .success()),
            Recording(
                "Dovecot, LMTP", try .startTLS(.lmtp),
                says: [
                    "220 vm Dovecot (Debian) ready.\r\n", dovecotLHLO,
                    "220 2.0.0 Begin TLS negotiation now.\r\n",
                ], .success()),
            Recording(
                "SMTP where LMTP was meant", try .startTLS(.lmtp),
                says: [
                    MailRecordings.postfixGreeting, "502 5.5.2 Error: command not recognized\r\n",
                ],
                .failure(.unexpectedResponse)),
            Recording(
                "Dovecot, IMAP", try .startTLS(.imap),
                says: [MailRecordings.dovecotIMAP, "s1 OK Begin TLS negotiation now.\r\n"],
                .success()),
            Recording(
                "IMAP without TLS", try .startTLS(.imap),
                says: [MailRecordings.dovecotIMAP, "s1 BAD TLS support isn't enabled.\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "Dovecot, POP3", try .startTLS(.pop3),
                says: [MailRecordings.dovecotPOP3, "+OK Begin TLS negotiation now.\r\n"],
                .success()),
            Recording(
                "POP3 without TLS", try .startTLS(.pop3),
                says: [MailRecordings.dovecotPOP3, "-ERR TLS support isn't enabled.\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "Dovecot, ManageSieve", try .startTLS(.sieve),
                says: [
                    MailRecordings.dovecotSieve, "OK \"Begin TLS negotiation now.\"\r\n",
                    MailRecordings.dovecotSieve,
                ], .success()),
            Recording(
                "ManageSieve without TLS", try .startTLS(.sieve),
                says: [MailRecordings.dovecotSieve, "NO \"TLS support isn't enabled.\"\r\n"],
                .failure(.unexpectedResponse)),
        ]
    }

    private static func others() throws -> [Recording] {
        [
            Recording(
                "vsftpd", try .startTLS(.ftp),
                says: ["220 (vsFTPd 3.0.3)\r\n", "234 Proceed with negotiation.\r\n"], .success()),
            Recording(
                "FTP without TLS", try .startTLS(.ftp),
                says: ["220 (vsFTPd 3.0.3)\r\n", "530 Please login with USER and PASS.\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "NNTP", try .startTLS(.nntp),
                says: ["200 news.sonde.test\r\n", "382 Continue with TLS negotiation\r\n"],
                .success()),
            Recording(
                "NNTP without TLS", try .startTLS(.nntp),
                says: ["201 news.sonde.test\r\n", "580 Can not initiate TLS negotiation\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "NNTP, too busy", try .startTLS(.nntp), says: ["400 too many connections\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "InspIRCd", try .startTLS(.irc),
                says: [
                    "",
                    ":irc.sonde.test 670 * :STARTTLS successful, go ahead with TLS handshake\r\n",
                ], .success()),
            Recording(
                "IRC that looks a name up", try .startTLS(.irc),
                says: [
                    ":irc.test NOTICE * :*** Looking up your hostname...\r\n",
                    ":irc.test NOTICE * :*** Found it\r\n:irc.test 670 * :go\r\n",
                ], .success()),
            Recording(
                "IRC without TLS", try .startTLS(.irc),
                says: ["", ":irc.sonde.test 421 * STARTTLS :Unknown command\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "IRC, banned", try .startTLS(.irc),
                says: ["ERROR :Closing link: (test) [Z-lined]\r\n"], closes: true,
                .failure(.unexpectedResponse)),
        ]
    }

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

    private static func xmpp() throws -> [Recording] {
        try [StartTLSProtocol.xmppClient, .xmppServer].flatMap { name in
            let script = try Script.startTLS(name)
            return [
                Recording(
                    "Prosody, \(name.rawValue)", script, says: ["", prosody + offer, proceed],
                    .success()),
                Recording(
                    "no TLS, \(name.rawValue)", script, says: ["", prosody + dialback],
                    .failure(.unexpectedResponse)),
                Recording(
                    "an unknown domain, \(name.rawValue)", script,
                    says: ["", prosody + unknown], closes: true, .failure(.unexpectedResponse)),
                Recording(
                    "TLS refused, \(name.rawValue)", script,
                    says: [
                        "", prosody + offer,
                        "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>",
                    ], closes: true, .failure(.unexpectedResponse)),
            ]
        }
    }
}
