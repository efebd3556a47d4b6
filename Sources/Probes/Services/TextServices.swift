import Patterns

extension Service {
    /// Other protocols of lines of text.
    static let textServices = [
        // RFC 4253 section 4.2: lines of a banner may come before the identification string.
        Service(
            "ssh", port: 22, proof: "an identification string (RFC 4253 section 4.2)",
            learns: ["version", "software", "banner"], steps: ssh),
        Service(
            "telnet", port: 23, proof: "an option (RFC 854) or a prompt", steps: telnet),
        Service(
            "ftp", port: 21, proof: "a greeting 220 that is none of mail (RFC 959 section 5.4)",
            learns: ["banner"], upgrade: (.ftp, features), steps: ftp),
        Service("http", port: 80, proof: httpProof, learns: httpLearns, steps: http),
        Service(
            "https", port: 443, security: .tls, proof: httpProof, learns: httpLearns, steps: http),
    ]

    private static let httpProof = "a status line, whatever the status (RFC 9112 section 4)"
    private static let httpLearns = ["version", "status"]

    // The server logs an error where it hears no identification string, or nothing after it.
    private static let ssh: Steps = { () throws(PatternError) in
        [
            try .expect(
                #"^(?P<banner>SSH-(?P<version>[0-9.]+)-(?P<software>[^ \r\n]+).*?)\r?\n"#),
            .send([.bytes(Array("SSH-2.0-Sonde\r\n".utf8) + disconnectOfSSH)]),
        ]
    }

    /// SSH_MSG_DISCONNECT (1), SSH_DISCONNECT_BY_APPLICATION (11), two empty texts: RFC 4253
    /// section 11.1, in a packet of section 6 of 20 bytes, 6 of them padding.
    private static let disconnectOfSSH: [UInt8] =
        [0, 0, 0, 20, 6, 1, 0, 0, 0, 11] + [UInt8](repeating: 0, count: 14)

    // IAC WILL, WONT, DO or DONT and an option. Who negotiates nothing asks for a name or a
    // password, or prompts for a command.
    private static let telnet: Steps = { () throws(PatternError) in
        [
            try .expect(
                #"\xff[\xfb-\xfe](?s:.)"#
                    + #"|(?i:\b(?:login|user ?name|user|account|pass(?:word|code)) ?:)"#
                    + #"|^[\w.@~()-]+ ?[>#$%]"#,
                refusal: #"^(?:SSH-|HTTP/|\* |\+OK|[1-5][0-9]{2}[ -]).*\n"#)
        ]
    }

    private static let ftp: Steps = { () throws(PatternError) in
        [
            try ftpGreeting(),
            .send("QUIT\r\n"),
        ]
    }

    // Lines between the first and the last of a greeting are of any form (RFC 959 section 4.2);
    // 120 says that it takes a while. SMTP servers, too, say 220, but they name SMTP.
    static func ftpGreeting() throws(PatternError) -> Step {
        try .expect(
            #"^220(?P<banner>(?:-.*\n(?:.*\n)*?220)?(?: .*)?)\r?\n"#,
            refusal: #"^[45][0-9]{2}[ -].*\n|(?i:^220[ -].*\b(?:E?S|L)MTP\b)"#)
    }

    // RFC 2389; who knows no FEAT says 500, who wants a login first 530: both follow AUTH TLS.
    private static let features: Steps = { () throws(PatternError) in
        [
            .send("FEAT\r\n"),
            try .expect(#"^(?:211|50[0-9]|530) .*\n"#, refusal: #"^421 .*\n"#),
            .send("QUIT\r\n"),
        ]
    }

    // RFC 9110 section 9.3.2: HEAD changes nothing, and has no content.
    private static let http: Steps = { () throws(PatternError) in
        [
            .send([
                "HEAD / HTTP/1.1\r\nHost: ", .host,
                "\r\nUser-Agent: Sonde\r\nAccept: */*\r\nConnection: close\r\n\r\n",
            ]),
            try .expect(
                #"^HTTP/(?P<version>[0-9.]+) (?P<status>[0-9]{3})(?: .*)?\r?\n"#,
                refusal: #"^(?:[^H]|H[^T]|HT[^T]|HTT[^P]).*\n"#),
        ]
    }
}
