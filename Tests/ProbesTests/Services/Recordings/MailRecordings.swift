import Probes

// What real servers of mail said, byte for byte.
extension Recording {
    static let mail = smtp + submission + pop3 + imap

    static let postfixGreeting = "220 mail.sonde.test ESMTP Postfix\r\n"
    static let postfixEHLO = """
        250-mail.sonde.test\r
        250-PIPELINING\r
        250-SIZE 10240000\r
        250-VRFY\r
        250-ETRN\r
        250-STARTTLS\r
        250-ENHANCEDSTATUSCODES\r
        250-8BITMIME\r
        250-DSN\r
        250-SMTPUTF8\r
        250 CHUNKING\r

        """
    static let dovecotIMAP = """
        * OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS \
        AUTH=PLAIN] Dovecot (Debian) ready.\r

        """
    static let dovecotPOP3 = "+OK Dovecot (Debian) ready.\r\n"
    static let dovecotSieve = """
        "IMPLEMENTATION" "Dovecot (Debian) Pigeonhole"\r
        "SIEVE" "fileinto reject envelope encoded-character vacation subaddress"\r
        "NOTIFY" "mailto"\r
        "SASL" "PLAIN"\r
        "STARTTLS"\r
        "VERSION" "1.0"\r
        OK "Dovecot (Debian) ready."\r

        """

    private static let postfixBanner = ["banner": "mail.sonde.test ESMTP Postfix"]
    private static let dovecotBanner = ["banner": "Dovecot (Debian) ready."]

    private static let smtp: [Recording] = [
        Recording(
            "smtp", "Postfix",
            says: [postfixGreeting, "250 mail.sonde.test\r\n", "221 2.0.0 Bye\r\n"],
            .success(postfixBanner)),
        Recording(
            "smtp", "a greeting of several lines",
            says: ["220-a.test ESMTP\r\n220-No spam\r\n220 please\r\n", "250 hello\r\n"],
            .success(["banner": "-a.test ESMTP 220-No spam 220 please"])),
        Recording("smtp", "a bare code", says: ["220\r\n", "250\r\n"], .success(["banner": ""])),
        Recording(
            "smtp", "a server that is strict about names",
            says: [postfixGreeting, "504 5.5.2 <sonde.invalid>: Helo command rejected\r\n"],
            .success(postfixBanner)),
        Recording(
            "smtp", "turned away",
            says: ["554 mail.sonde.test ESMTP not accepting messages\r\n"],
            .refused),
        Recording(
            "smtp", "too busy", says: ["421 4.7.0 too many connections\r\n"],
            .refused),
        Recording(
            "smtp", "too busy after the greeting",
            says: [postfixGreeting, "421 4.7.0 Error: too many connections\r\n"],
            .refused),
        Recording(
            "smtp", "vsftpd",
            says: ["220 (vsFTPd 3.0.3)\r\n", "530 Please login with USER and PASS.\r\n"],
            .refused),
        Recording("smtp", "OpenSSH", says: [openSSH], .refused),
        Recording("smtp", "half a line", says: ["220 mail.son"], .silence(.timeout)),
        Recording(
            "smtp", "half a line and the end", says: ["220 mail.son"], then: .closes,
            .failure(.closedEarly)),
    ]

    private static let submission: [Recording] = [
        Recording(
            "submission", "Postfix, submission",
            says: [
                postfixGreeting, postfixEHLO, "220 2.0.0 Ready to start TLS\r\n", "",
                "250 mail.sonde.test\r\n", "221 2.0.0 Bye\r\n",
            ], .success(postfixBanner)),
        Recording(
            "submission", "no STARTTLS",
            says: [postfixGreeting, "250-mail.sonde.test\r\n250 8BITMIME\r\n"],
            .refused),
        Recording(
            "submission", "STARTTLS refused",
            says: [
                postfixGreeting, postfixEHLO,
                "454 4.7.0 TLS not available due to local problem\r\n",
            ],
            .refused),
    ]

    private static let pop3: [Recording] = [
        Recording(
            "pop3", "Dovecot, POP3", says: [dovecotPOP3, "+OK Logging out\r\n"],
            .success(dovecotBanner)),
        Recording(
            "pop3", "a timestamp for APOP",
            says: ["+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n"],
            .success(["banner": "POP3 server ready"])),
        Recording("pop3", "a bare +OK", says: ["+OK\r\n"], .success()),
        Recording(
            "pop3", "-ERR", says: ["-ERR [SYS/TEMP] too many connections\r\n"],
            .refused),
        Recording(
            "pop3", "IMAP at the port of POP3", says: [dovecotIMAP],
            .refused),
        Recording(
            .upgraded("pop3"), "POP3 after STLS",
            says: [
                dovecotPOP3, "+OK Begin TLS negotiation now.\r\n", "", "+OK\r\nCAPA\r\n.\r\n",
            ],
            .success(dovecotBanner)),
    ]

    private static let imap: [Recording] = [
        Recording(
            "imap", "Dovecot, IMAP",
            says: [dovecotIMAP, "* BYE Logging out\r\ns1 OK Logout completed.\r\n"],
            .success(dovecotBanner)),
        Recording(
            "imap", "somebody known already", says: ["* PREAUTH IMAP4rev1 server\r\n"],
            .success(["banner": "IMAP4rev1 server"])),
        Recording(
            "imap", "BYE", says: ["* BYE too many connections\r\n"],
            .refused),
        Recording(
            "imap", "POP3 at the port of IMAP", says: [dovecotPOP3],
            .refused),
        Recording(
            .upgraded("imap"), "IMAP after STARTTLS",
            says: [
                dovecotIMAP, "s1 OK Begin TLS negotiation now.\r\n", "",
                "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\ns2 OK done.\r\n",
            ], .success(dovecotBanner)),
    ]
}
