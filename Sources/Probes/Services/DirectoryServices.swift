import Patterns

extension Service {
    /// LDAP, in the clear or with STARTTLS, and under TLS.
    static let directoryServices = [
        Service(
            "ldap", port: 389, proof: directoryProof, learns: ["version"],
            upgrade: (.ldap, directorySteps), steps: directorySteps),
        Service(
            "ldaps", port: 636, security: .tls, proof: directoryProof, learns: ["version"],
            steps: directorySteps),
    ]

    private static let directoryProof = "the result of a search for the root DSE (RFC 4512)"

    // RFC 4512 section 5.1: every server lets everybody read its root DSE, unless somebody forbade
    // that; then the result says so (RFC 4511 section 4.1.9), as operationsError, strongerAuth-
    // Required, confidentialityRequired, inappropriateAuthentication, unwillingToPerform … It is
    // LDAP all the same. busy (51), unavailable (52), other (80) and a notice of disconnection
    // (section 4.4.1) say no. The result follows the entry, so it is what is waited for: then
    // nothing is unread when we leave with an UnbindRequest.
    private static let directorySteps: Steps = { () throws(PatternError) in
        [
            .send(LDAPMessage.rootDSESearch),
            .expectBytes([0x30]),
            try .expect(
                // vendorVersion (RFC 3045) ends where another attribute or the result begins.
                #"(?:vendorVersion1L\x04L(?P<version>[ -~]+?)(?:0L\x04[\s\S]*)?0L)?"#
                    .withBERLengths + (LDAPMessage.result + #"[^\x33\x34\x50]"#),
                refusal: LDAPMessage.result + #"[\x33\x34\x50]|\x02\x01\x00\x78"#),
            .send(Template(bytes: LDAPMessage.unbind)),
        ]
    }
}

/// Messages of LDAP that the tables have.
enum LDAPMessage {
    /// A search of the base object "" for any objectClass, which wants the two attributes.
    static let rootDSESearch = Template(
        bytes: [0x30, 0x4a, 2, 1, 1, 0x63, 0x45, 4, 0, 0x0a, 1, 0, 0x0a, 1, 0, 2, 1, 0, 2, 1, 0],
        [1, 1, 0, 0x87, 0x0b], Array("objectClass".utf8), [0x30, 0x25, 4, 0x14],
        Array("supportedLDAPVersion".utf8), [4, 0x0d], Array("vendorVersion".utf8))

    /// An ExtendedRequest for STARTTLS (RFC 4511 section 4.14.1).
    static let startTLS =
        [0x30, 0x1d, 2, 1, 1, 0x77, 0x18, 0x80, 0x16] + Array("1.3.6.1.4.1.1466.20037".utf8)

    /// An UnbindRequest, which has no answer.
    static let unbind: [UInt8] = [0x30, 5, 2, 1, 2, 0x42, 0]

    /// A SearchResultDone to our message, up to its result code.
    static let result = #"\x02\x01\x01\x65L\x0a\x01"#.withBERLengths

    /// An ExtendedResponse to our message, up to its result code.
    static let extendedResponse = #"^0L\x02\x01\x01\x78L\x0a\x01"#.withBERLengths
}

extension String {
    /// The expression with every `L` a length of BER: Active Directory writes each in four bytes.
    fileprivate var withBERLengths: String {
        replacing("L", with: #"(?:[\x00-\x7f]|[\x81-\x84][\s\S]{1,4})"#)
    }
}
