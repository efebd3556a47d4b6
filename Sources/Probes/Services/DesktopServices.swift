import Patterns
import Wire

extension Service {
    /// Desktops of other machines.
    static let desktopServices = [
        // [MS-RDPBCGR] section 2.2.1.2: a Connection Confirm, with any protocol chosen or with
        // RDP_NEG_FAILURE; old servers say no more than X.224 does. Others that speak X.224, such
        // as controllers of machines, confirm in another way.
        Service(
            "rdp", port: 3389, proof: "X.224 Connection Confirm ([MS-RDPBCGR] section 2.2.1.2)",
            upgrade: (.rdp, { [] })
        ) { () throws(PatternError) in
            [
                .send(RDP.connectionRequest),
                try .expect(
                    .tpkt,
                    #"(?s)^.{3}(?:\x0b\x06[\xd0-\xdf].{5}"#
                        + #"|..[\xd0-\xdf].{5}[\x02\x03].\x08\x00.{4})"#),
            ]
        },
        // RFC 6143 section 7.1.1: the server speaks first. We do not answer, so that no session
        // begins; a server that has had enough of our address says 003.003 before it says so.
        Service(
            "vnc", port: 5900, proof: "a protocol version (RFC 6143 section 7.1.1)",
            learns: ["version"]
        ) { () throws(PatternError) in
            [try .expect(.line, #"^RFB (?P<version>[0-9]{3}\.[0-9]{3})$"#)]
        },
    ]
}

/// What begins every connection of RDP.
enum RDP {
    /// A TPKT with an X.224 Connection Request and RDP_NEG_REQ for TLS, or CredSSP under TLS.
    ///
    /// [MS-RDPBCGR] section 2.2.1.1.1; a server that insists on CredSSP refuses TLS alone.
    static let connectionRequest = Template(bytes: [
        0x03, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 0x01, 0, 8, 0, 0b11, 0, 0, 0,
    ])
}
