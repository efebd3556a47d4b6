import Patterns
import Wire

extension StartTLSUpgrade {
    // [MS-RDPBCGR] sections 2.2.1.2.1 and 5.4.5: RDP_NEG_RSP with PROTOCOL_SSL, PROTOCOL_HYBRID or
    // PROTOCOL_HYBRID_EX; TLS follows at once in all of them. PROTOCOL_RDP means no TLS.
    static let rdp = StartTLSUpgrade { () throws(PatternError) in
        [
            .send(RDP.connectionRequest),
            try .expect(
                .tpkt, #"(?s)^.{5}[\xd0-\xdf].{5}\x02.\x08\x00[\x01\x02\x08]\x00\x00\x00"#),
        ]
    }
}
