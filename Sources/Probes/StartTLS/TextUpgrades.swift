import Patterns

// The last line of what a server answers is read to its end: what follows it must be TLS.

extension StartTLSUpgrade {
    // RFC 3207 section 4.
    static let smtp = StartTLSUpgrade(goodbye: "QUIT\r\n") { () throws(PatternError) in
        try mailTransfer(introduction: "EHLO sonde.invalid\r\n")
    }

    // RFC 2033 section 4.1: as SMTP, but for the name of the first command.
    static let lmtp = StartTLSUpgrade(goodbye: "QUIT\r\n") { () throws(PatternError) in
        try mailTransfer(introduction: "LHLO sonde.invalid\r\n")
    }

    private static func mailTransfer(introduction: Template) throws(PatternError) -> [Step] {
        [
            try Service.smtpGreeting(),
            .send(introduction),
            // The whole answer, or the next command would come before its end. A last line that
            // ends an answer without STARTTLS says no as well.
            try .expect(
                #"(?i)^250-STARTTLS *\r?\n(?:250-.*\n)*250(?: .*)?\r?\n|^250 STARTTLS *\r?\n"#,
                refusal: #"^(?:[45][0-9]{2}[ -].*|250(?: .*)?\r?)\n"#),
            .send("STARTTLS\r\n"),
            try .expect(#"^220(?: .*)?\r?\n"#, refusal: #"^[45][0-9]{2}[ -].*\n"#),
        ]
    }

    // RFC 9051 section 6.2.1.
    static let imap = StartTLSUpgrade(goodbye: "s2 LOGOUT\r\n") { () throws(PatternError) in
        [
            try Service.imapGreeting(),
            .send("s1 STARTTLS\r\n"),
            try .expect(#"(?i)^s1 OK.*\n"#, refusal: #"(?i)^(?:s1 (?:NO|BAD)|\* BYE).*\n"#),
        ]
    }

    // RFC 2595 section 4.
    static let pop3 = StartTLSUpgrade(goodbye: "QUIT\r\n") { () throws(PatternError) in
        [
            try Service.pop3Greeting(),
            .send("STLS\r\n"),
            try .expect(#"^\+OK.*\n"#, refusal: #"^-ERR.*\n"#),
        ]
    }

    // RFC 4217 section 4: 234 to AUTH TLS.
    static let ftp = StartTLSUpgrade(goodbye: "QUIT\r\n") { () throws(PatternError) in
        [
            try Service.ftpGreeting(),
            .send("AUTH TLS\r\n"),
            try .expect(#"^234(?: .*)?\r?\n"#, refusal: #"^[45][0-9]{2}[ -].*\n"#),
        ]
    }

    // RFC 4642 section 2.2; 200 and 201 say whether one may post (RFC 3977 section 5.1).
    static let nntp = StartTLSUpgrade(goodbye: "QUIT\r\n") { () throws(PatternError) in
        [
            try .expect(#"^20[01](?: .*)?\r?\n"#, refusal: #"^(?:[^2]|2[^0]|20[^01]).*\n"#),
            .send("STARTTLS\r\n"),
            try .expect(#"^382(?: .*)?\r?\n"#, refusal: #"^[45][0-9]{2}(?: .*)?\r?\n"#),
        ]
    }

    // RFC 5804 sections 1.7 and 2.2. It greets with its capabilities, and OK behind them.
    static let sieve = StartTLSUpgrade(goodbye: "LOGOUT\r\n") { () throws(PatternError) in
        [
            try .expect(#"(?i)^OK(?:[ (].*)?\r?\n"#, refusal: #"(?i)^(?:NO|BYE)\b.*\n"#),
            .send("STARTTLS\r\n"),
            try .expect(#"(?i)^OK(?:[ (].*)?\r?\n"#, refusal: #"(?i)^(?:NO|BYE)\b.*\n"#),
        ]
    }

    // IRCv3's tls: 670 goes ahead, 691 does not; who knows no STARTTLS says 421 or 451.
    static let irc = StartTLSUpgrade(goodbye: "QUIT\r\n") { () throws(PatternError) in
        [
            .send("STARTTLS\r\n"),
            try .expect(
                #"^(?::[^ \n]* )?670 .*\n"#,
                refusal: #"^(?:(?::[^ \n]* )?(?:691|421|451|461|462) |ERROR\b).*\n"#),
        ]
    }

    // RFC 6120 section 5.4, a stream between a client and a server.
    static let xmppClient = StartTLSUpgrade { () throws(PatternError) in
        try stream(of: "jabber:client")
    }

    // The same between two servers.
    static let xmppServer = StartTLSUpgrade { () throws(PatternError) in
        try stream(of: "jabber:server")
    }

    private static func stream(of namespace: String) throws(PatternError) -> [Step] {
        let streams = "http://etherx.jabber.org/streams"
        return [
            .send([
                "<?xml version='1.0'?><stream:stream to='", .serverName, "' version='1.0' ",
                .bytes(Array("xmlns='\(namespace)' xmlns:stream='\(streams)'>".utf8)),
            ]),
            try .expect(
                #"<starttls[\s/>](?s:.*)</[^<>]*features>"#,
                refusal: #"</[^<>]*(?:features|error)>|<[^<>]*features\s*/>"#),
            .send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
            try .expect(
                #"<proceed[^<>]*(?:/>|>\s*</proceed>)"#, refusal: #"<failure|</[^<>]*error>"#),
        ]
    }
}
