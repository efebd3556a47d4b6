import Patterns
import Wire

extension StartTLSUpgrade {
    // RFC 4511 section 4.14: any other result than success (0) is a no.
    static let ldap = StartTLSUpgrade(goodbye: Template(bytes: LDAPMessage.unbind)) {
        () throws(PatternError) in
        [
            .send(Template(bytes: LDAPMessage.startTLS)),
            try .expect(.ber, LDAPMessage.extendedResponse + #"\x00"#),
        ]
    }

    // SSLRequest in "Message Formats" of the PostgreSQL manual: S goes ahead, N does not. To leave
    // before a StartupMessage is what the server logs nothing of.
    static let postgres = StartTLSUpgrade { () throws(PatternError) in
        [
            .send(Template(bytes: [0, 0, 0, 8, 4, 210, 22, 47])),
            .expectBytes([UInt8(ascii: "S")]),
        ]
    }

    // "Protocol::SSLRequest" in the MySQL Internals Manual: who offers CLIENT_SSL (bit 11) in the
    // greeting goes over to TLS after it without another word.
    static let mysql = StartTLSUpgrade { () throws(PatternError) in
        [
            try .expect(
                .mysql,
                Service.mySQLGreeting
                    + #"[\s\S][\x08-\x0f\x18-\x1f\x28-\x2f\x38-\x3f\x48-\x4f\x58-\x5f\x68-\x6f"#
                    + #"\x78-\x7f\x88-\x8f\x98-\x9f\xa8-\xaf\xb8-\xbf\xc8-\xcf\xd8-\xdf\xe8-\xef"#
                    + #"\xf8-\xff]"#),
            // Length 32, number 1; long passwords, protocol 4.1, TLS, secure connection, plugins;
            // packets of at most 16 MiB, UTF-8, 23 zeros.
            .send(
                Template(
                    bytes: [32, 0, 0, 1, 0x01, 0x8a, 0x08, 0x00, 0, 0, 0, 1, 33]
                        + [UInt8](repeating: 0, count: 23))),
        ]
    }
}
