import Patterns

// Servers of mail greet first. What they say no with is a whole line, and so is what they greet
// with, so that a line of another protocol is told at once.

extension Service {
    /// Protocols of mail.
    static let mailServices = [
        Service(
            "smtp", port: 25, proof: smtpProof, learns: ["banner"],
            upgrade: (.smtp, introduction), steps: smtp),
        // RFC 6409: with STARTTLS, since clients log in there (RFC 8314 section 3.3).
        Service(
            "submission", port: 587, security: .startTLS(.smtp), proof: smtpProof,
            learns: ["banner"], upgrade: (.smtp, introduction), steps: smtp),
        // RFC 8314 section 3.3 calls it submissions, everybody else smtps.
        Service(
            "smtps", port: 465, security: .tls, proof: smtpProof, learns: ["banner"], steps: smtp),
        Service(
            "pop3", port: 110, proof: pop3Proof, learns: ["banner"],
            upgrade: (.pop3, capabilitiesOfPOP3), steps: pop3),
        Service(
            "pop3s", port: 995, security: .tls, proof: pop3Proof, learns: ["banner"], steps: pop3),
        Service(
            "imap", port: 143, proof: imapProof, learns: ["banner"],
            upgrade: (.imap, capabilitiesOfIMAP), steps: imap),
        Service(
            "imaps", port: 993, security: .tls, proof: imapProof, learns: ["banner"], steps: imap),
    ]

    private static let smtpProof = "a greeting and an answer to HELO (RFC 5321 section 3)"
    private static let pop3Proof = "a greeting +OK (RFC 1939 section 4)"
    private static let imapProof = "a greeting OK or PREAUTH (RFC 9051 section 7.1)"

    // An FTP server greets with 220, too, but it knows no HELO, which every SMTP server knows.
    private static let smtp: Steps = { () throws(PatternError) in
        [
            try smtpGreeting()
        ] + (try introduction())
    }

    // 504 and 550 are said to our name by who is strict about names (RFC 5321 section 4.1.4).
    private static let introduction: Steps = { () throws(PatternError) in
        [
            .send("HELO sonde.invalid\r\n"),
            try .expect(
                #"^(?:250|504|550)(?: .*)?\r?\n"#, refusal: #"^[45][0-9]{2}(?:[ -].*)?\r?\n"#),
            .send("QUIT\r\n"),
        ]
    }

    // What stands in < > is for APOP, and another each time (RFC 1939 section 7).
    private static let pop3: Steps = { () throws(PatternError) in
        [
            try pop3Greeting(),
            .send("QUIT\r\n"),
        ]
    }

    // RFC 2449 section 5; who does not know CAPA says -ERR, which only POP3 does.
    private static let capabilitiesOfPOP3: Steps = { () throws(PatternError) in
        [
            .send("CAPA\r\n"),
            try .expect(#"^(?:\+OK|-ERR).*\n"#),
            .send("QUIT\r\n"),
        ]
    }

    // A code in brackets may come first, as the capabilities do (RFC 9051 section 7.1).
    private static let imap: Steps = { () throws(PatternError) in
        [
            try imapGreeting(),
            .send("s1 LOGOUT\r\n"),
        ]
    }

    private static let capabilitiesOfIMAP: Steps = { () throws(PatternError) in
        [
            .send("s2 CAPABILITY\r\n"),
            try .expect(
                #"(?i)^\* CAPABILITY .*\n"#, refusal: #"(?i)^(?:s2 (?:NO|BAD)|\* BYE).*\n"#),
            .send("s3 LOGOUT\r\n"),
        ]
    }
}

// The greetings, in the clear or under TLS.
extension Service {
    static func smtpGreeting() throws(PatternError) -> Step {
        try .expect(
            #"^220(?P<banner>(?:-.*\n220)*(?: .*)?)\r?\n"#,
            refusal: #"^(?:[^2]|2[^2]|22[^0]).*\n"#)
    }

    static func pop3Greeting() throws(PatternError) -> Step {
        try .expect(
            #"^\+OK(?: (?P<banner>[^<\n]*).*)?\r?\n"#, refusal: #"^(?:[^+]|\+[^O]).*\n"#)
    }

    static func imapGreeting() throws(PatternError) -> Step {
        try .expect(
            #"(?i)^\* (?:OK|PREAUTH)(?: \[[^\]\n]*\])?(?: (?P<banner>.*))?\r?\n"#,
            refusal: #"(?i)^(?:[^*]|\*[^ ]|\* BYE).*\n"#)
    }
}
