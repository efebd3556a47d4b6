import Probes

/// What real servers of mail said, byte for byte.
enum MailRecordings {
    static let all: Result<[Recording], any Error> = Result { try made() }

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

    private static func made() throws -> [Recording] {
        try smtp() + submission() + pop3() + imap()
    }

    private static func smtp() throws -> [Recording] {
        let script = try Script.service("smtp")
        let banner = ["banner": "mail.sonde.test ESMTP Postfix"]
        return [
            Recording(
                "Postfix", script,
                says: [postfixGreeting, "250 mail.sonde.test\r\n", "221 2.0.0 Bye\r\n"],
                .success(banner)),
            Recording(
                "a greeting of several lines", script,
                says: ["220-a.test ESMTP\r\n220-No spam\r\n220 please\r\n", "250 hello\r\n"],
                .success(["banner": "-a.test ESMTP 220-No spam 220 please"])),
            Recording(
                "a bare code", script, says: ["220\r\n", "250\r\n"], .success(["banner": ""])),
            Recording(
                "a server that is strict about names", script,
                says: [postfixGreeting, "504 5.5.2 <sonde.invalid>: Helo command rejected\r\n"],
                .success(banner)),
            Recording(
                "turned away", script,
                says: ["554 mail.sonde.test ESMTP not accepting messages\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "too busy", script, says: ["421 4.7.0 too many connections\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "too busy after the greeting", script,
                says: [postfixGreeting, "421 4.7.0 Error: too many connections\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "vsftpd", script,
                says: ["220 (vsFTPd 3.0.3)\r\n", "530 Please login with USER and PASS.\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "OpenSSH", script, says: [TextRecordings.openSSH], .failure(.unexpectedResponse)),
            Recording("half a line", script, says: ["220 mail.son"], .silence(.timeout)),
            Recording(
                "half a line and the end", script, says: ["220 mail.son"], closes: true,
                .failure(.closedEarly)),
        ]
    }

    private static func submission() throws -> [Recording] {
        let script = try Script.service("submission")
        let before = [postfixGreeting, postfixEHLO, "220 2.0.0 Ready to start TLS\r\n"]
        return [
            Recording(
                "Postfix, submission", script,
                says: before + ["", "250 mail.sonde.test\r\n", "221 2.0.0 Bye\r\n"], .success()),
            Recording(
                "no STARTTLS", script,
                says: [postfixGreeting, "250-mail.sonde.test\r\n250 8BITMIME\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "STARTTLS refused", script,
                says: before.dropLast() + ["454 4.7.0 TLS not available due to local problem\r\n"],
                .failure(.unexpectedResponse)),
        ]
    }

    private static func pop3() throws -> [Recording] {
        let script = try Script.service("pop3")
        return [
            Recording(
                "Dovecot, POP3", script, says: [dovecotPOP3, "+OK Logging out\r\n"],
                .success(["banner": "Dovecot (Debian) ready."])),
            Recording(
                "a timestamp for APOP", script,
                says: ["+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n"],
                .success(["banner": "POP3 server ready"])),
            Recording("a bare +OK", script, says: ["+OK\r\n"], .success()),
            Recording(
                "-ERR", script, says: ["-ERR [SYS/TEMP] too many connections\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "IMAP at the port of POP3", script, says: [dovecotIMAP],
                .failure(.unexpectedResponse)),
            Recording(
                "POP3 after STLS", try Script.service("pop3", startTLS: true),
                says: [
                    dovecotPOP3, "+OK Begin TLS negotiation now.\r\n", "", "+OK\r\nCAPA\r\n.\r\n",
                ],
                .success()),
        ]
    }

    private static func imap() throws -> [Recording] {
        let script = try Script.service("imap")
        return [
            Recording(
                "Dovecot, IMAP", script,
                says: [dovecotIMAP, "* BYE Logging out\r\ns1 OK Logout completed.\r\n"],
                .success(["banner": "Dovecot (Debian) ready."])),
            Recording(
                "somebody known already", script, says: ["* PREAUTH IMAP4rev1 server\r\n"],
                .success(["banner": "IMAP4rev1 server"])),
            Recording(
                "BYE", script, says: ["* BYE too many connections\r\n"],
                .failure(.unexpectedResponse)),
            Recording(
                "POP3 at the port of IMAP", script, says: [dovecotPOP3],
                .failure(.unexpectedResponse)),
            Recording(
                "IMAP after STARTTLS", try Script.service("imap", startTLS: true),
                says: [
                    dovecotIMAP, "s1 OK Begin TLS negotiation now.\r\n", "",
                    "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\ns2 OK done.\r\n",
                ], .success()),
        ]
    }
}
