import Patterns

extension StartTLSUpgrade {
    // RFC 3207 section 4; a greeting other than 220 turns us away (RFC 5321 section 3.1).
    static let smtp = StartTLSUpgrade(goodbye: "QUIT\r\n") { () throws(PatternError) in
        [
            try .expect("^220 ", refusal: "^[45][0-9]{2} "),
            .send("EHLO sonde.invalid\r\n"),
            try .expect("^250[ -]STARTTLS$", refusal: "^([45][0-9]{2} |250 (?:[^S]|S[^T]).*$)"),
            .send("STARTTLS\r\n"),
            try .expectLine("^220 ", refusal: "^[45][0-9]{2} "),
        ]
    }
}
