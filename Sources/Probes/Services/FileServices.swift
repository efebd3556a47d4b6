import Patterns
import Wire

extension Service {
    /// Files, and who finds their servers.
    static let fileServices = [
        // RFC 1813 section 3.3.0; a server of version 4 only says which versions it has.
        Service(
            "nfs", port: 2049,
            proof: "an answer to NULL of program 100003 version 3 (RFC 1813, RFC 5531 section 9)"
        ) { () throws(PatternError) in try RPC.null(program: 100_003, version: 3) },
        // RFC 1833 section 3; every rpcbind has the version of the portmapper before it.
        Service(
            "rpcbind", port: 111,
            proof: "an answer to NULL of program 100000 version 2 (RFC 1833, RFC 5531 section 9)"
        ) { () throws(PatternError) in try RPC.null(program: 100_000, version: 2) },
    ]
}

/// Calls of ONC RPC over TCP (RFC 5531 sections 9 and 11).
private enum RPC {
    /// Procedure 0, which does nothing and needs no credentials.
    ///
    /// It is proved by success (0) and by another version (PROG_MISMATCH, 2); who has no such
    /// program (PROG_UNAVAIL, 1) speaks RPC, but is another service. Each call has a connection of
    /// its own, so that all may have the same identifier.
    static func null(program: UInt32, version: UInt32) throws(PatternError) -> [Step] {
        let identifier = Array("sond".utf8)
        let call: UInt32 = 0
        let rpcVersion: UInt32 = 2
        let procedure: UInt32 = 0
        let message =
            identifier + bytes(call, rpcVersion, program, version, procedure) + noCredentials
            + noCredentials
        let header = bytes(lastFragment | UInt32(message.count))
        return [
            .send(Template(bytes: header + message)),
            try .expect(
                .rpcRecord,
                #"(?s)^.{4}sond\x00\x00\x00\x01\x00{4}"#
                    // The verifier, which is empty for who sent none.
                    + #"\x00{8}\x00\x00\x00[\x00\x02]"#),
        ]
    }

    private static let lastFragment: UInt32 = 0x8000_0000
    /// AUTH_NONE, of no length.
    private static let noCredentials = bytes(0, 0)

    private static func bytes(_ numbers: UInt32...) -> [UInt8] {
        numbers.flatMap { number in
            stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
        }
    }
}
