import Patterns
import Wire

extension Service {
    /// Voice, and routes.
    static let voiceAndRoutingServices = [
        // RFC 3261 section 11.1: whatever status it has, it answers in SIP. A request with a branch
        // that was seen before is one that was sent again, over TCP as well (section 17.2.3), and
        // its answer would go to the connection of the first: the digits are of this attempt alone.
        // A server answers on the connection of the request (section 18.2.2), so that the name in
        // Via, which is nobody's (RFC 6761 section 6.4), is never asked for.
        Service(
            "sip", port: 5060, proof: "a status line to OPTIONS (RFC 3261 section 11)",
            learns: ["software"]
        ) { () throws(PatternError) in
            [
                .send(sipOptions),
                try .expect(.line, #"^SIP/2\.0 [1-6][0-9]{2} "#),
                // The end of the header, if it does not come before (section 20.35); the end of the
                // stream is none.
                try .expect(
                    #"^(?:(?i:server|user-agent)[ \t]*:[ \t]*(?P<software>[^\r\n]+))?\r?\n"#),
            ]
        },
        // RFC 4271 section 8.2.2: who accepts a connection sends OPEN at once, or NOTIFICATION to
        // a stranger (RFC 4486). We send nothing. An OPEN of ours could end the session that our
        // address has there (RFC 4724 section 4.2, RFC 4271 section 6.8), and one with another AS
        // than expected makes a speaker wait before it tries again; a lost connection does not,
        // where a NOTIFICATION, be it Cease, counts as an error.
        Service(
            "bgp", port: 179, proof: "OPEN or NOTIFICATION (RFC 4271 sections 4.2 and 4.5)"
        ) { () throws(PatternError) in
            [try .expect(.bgp, #"(?s)^.{18}(?:\x01\x04|\x03)"#)]
        },
    ]

    private static let sipOptions: Template = [
        "OPTIONS sip:", .host, ":", .port, " SIP/2.0\r\n",
        "Via: SIP/2.0/", .either(clear: Array("TCP".utf8), tls: Array("TLS".utf8)),
        " sonde.invalid;branch=z9hG4bK", .attemptDigits, "\r\n",
        "Max-Forwards: 70\r\n",
        "From: <sip:sonde@sonde.invalid>;tag=", .attemptDigits, "\r\n",
        "To: <sip:", .host, ":", .port, ">\r\n",
        "Call-ID: ", .attemptDigits, "@sonde.invalid\r\n",
        "CSeq: 1 OPTIONS\r\n",
        "Contact: <sip:sonde@sonde.invalid>\r\n",
        "Accept: application/sdp\r\n",
        "User-Agent: Sonde\r\n",
        "Content-Length: 0\r\n\r\n",
    ]
}
