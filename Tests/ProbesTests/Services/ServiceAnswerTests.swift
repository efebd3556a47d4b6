import Probes
import Testing

/// Services and what real servers answered, without a network.
struct ServiceAnswerTests {
    private func script(_ name: String) throws -> Script {
        let service = try #require(Service.named(name))
        let captures = service.learns.map { Capture(name: $0, use: .label) }
        return Script([try service.part(afterStartTLS: false, captures: captures)])
    }

    private func sent(_ name: String, _ facts: AttemptFacts = .sample) throws -> [UInt8] {
        PlayedScript(try script(name), facts: facts, pieces: [], closes: false).sent
    }

    @Test(arguments: PeerAnswer.all)
    func `an answer means the same however it is cut`(answer: PeerAnswer) throws {
        let script = try script(answer.service)
        for pieces in answer.cuts {
            let played = PlayedScript(
                script, facts: .sample, pieces: pieces, closes: answer.closes)
            #expect(played.outcome == answer.outcome, "\(pieces.map(\.count))")
        }
    }

    @Test func `what is said is what the protocols want`() throws {
        #expect(try sent("amqp") == Array("AMQP".utf8) + [0, 0, 9, 1])
        #expect(
            try sent("mqtt") == bytes(hexadecimal: "100c 0004 4d515454 04 02 003c 0000"))
        #expect(
            try sent("rdp") == bytes(hexadecimal: "03000013 0e e0 0000 0000 00 01 00 0800 03000000")
        )
        let call = "80000028 736f6e64 00000000 00000002"
        let nobody = "00000000 00000000 00000000 00000000"
        #expect(
            try sent("nfs") == bytes(hexadecimal: call + "000186a3 00000003 00000000" + nobody))
        #expect(
            try sent("rpcbind") == bytes(hexadecimal: call + "000186a0 00000002 00000000" + nobody))
        #expect(try sent("vnc").isEmpty && sent("bgp").isEmpty)
    }

    @Test func `MQTT ends with DISCONNECT`() throws {
        let played = PlayedScript(
            try script("mqtt"), facts: .sample, pieces: [[0x20, 2, 0, 0]], closes: false)
        #expect(played.sent.suffix(2) == [0xe0, 0])
    }

    @Test func `a request of SIP is of its attempt alone, and says what it is carried by`() throws {
        let clear = String(decoding: try sent("sip"), as: UTF8.self)
        #expect(
            clear == """
                OPTIONS sip:192.0.2.1:7 SIP/2.0\r
                Via: SIP/2.0/TCP sonde.invalid;branch=z9hG4bK0000000000000abc\r
                Max-Forwards: 70\r
                From: <sip:sonde@sonde.invalid>;tag=0000000000000abc\r
                To: <sip:192.0.2.1:7>\r
                Call-ID: 0000000000000abc@sonde.invalid\r
                CSeq: 1 OPTIONS\r
                Contact: <sip:sonde@sonde.invalid>\r
                Accept: application/sdp\r
                User-Agent: Sonde\r
                Content-Length: 0\r
                \r

                """)
        var facts = AttemptFacts.sample
        facts.isUnderTLS = true
        facts.number += 1
        let tls = String(decoding: try sent("sip", facts), as: UTF8.self)
        #expect(
            tls == clear.replacing("SIP/2.0/TCP", with: "SIP/2.0/TLS").replacing("abc", with: "abd")
        )
    }

    @Test(arguments: [
        ("02 01 0800 01000000", true), ("02 1f 0800 02000000", true),
        ("02 00 0800 08000000", true), ("02 01 0800 00000000", false),
        ("03 00 0800 02000000", false), ("", false),
    ])
    func `RDP goes over to TLS only where the server chose it`(more: String, goes: Bool) throws {
        let script = Script([try StartTLSProtocol.rdp.part(isAll: true)])
        let says = PeerAnswer.confirm(more)
        for pieces in PeerAnswer("rdp", "", says, .success([:])).cuts {
            let played = PlayedScript(script, facts: .sample, pieces: pieces, closes: false)
            #expect(played.outcome == (goes ? .success([:]) : .failure(.unexpectedResponse)))
        }
        let injected = PlayedScript(
            script, facts: .sample, pieces: [says + [0]], closes: false)
        #expect(injected.outcome == .failure(.unexpectedResponse))
    }
}
