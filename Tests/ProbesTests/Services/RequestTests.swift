import Probes
import Testing

/// What is said to servers, byte for byte.
@Suite struct RequestTests {
    private func sent(
        _ name: String, hearing turns: [[UInt8]] = [], _ facts: AttemptFacts = Stage.facts
    ) throws -> [UInt8] {
        let stage = Stage(try Recording.Plan.service(name).script, facts)
        return stage.play(turns: turns.map { [$0] }).sent
    }

    @Test(arguments: [
        ("amqp", #"AMQP\x00\x00\x09\x01"#),
        ("mqtt", #"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00"#),
        (
            "rdp",
            #"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x03\x00\x00\x00"#
        ),
        ("nfs", call + #"\x00\x01\x86\xa3\x00\x00\x00\x03\x00\x00\x00\x00"# + nobody),
        ("rpcbind", call + #"\x00\x01\x86\xa0\x00\x00\x00\x02\x00\x00\x00\x00"# + nobody),
        ("vnc", ""), ("bgp", ""),
    ])
    func `what is said is what the protocol wants`(name: String, said: String) throws {
        #expect(try sent(name) == bytes(said))
    }

    private static let call =
        #"\x80\x00\x00\x28sond\x00\x00\x00\x00\x00\x00\x00\x02"#
    private static let nobody = String(repeating: #"\x00"#, count: 16)

    @Test func `MQTT ends with DISCONNECT`() throws {
        #expect(try sent("mqtt", hearing: [[], [0x20, 2, 0, 0]]).suffix(2) == [0xe0, 0])
    }

    @Test func `SSH is told why we leave`() throws {
        let sent = try sent("ssh", hearing: [bytes(Recording.openSSH)])
        let identification = Array("SSH-2.0-Sonde\r\n".utf8)
        #expect(sent.starts(with: identification))
        // RFC 4253 section 6: the length without its own field, and a multiple of eight with it.
        let packet = sent.dropFirst(identification.count)
        #expect(packet.count == 24)
        #expect(packet.starts(with: [0, 0, 0, 20]))
    }

    @Test func `HTTP names the host as it is configured`() throws {
        let sent = String(decoding: try sent("http"), as: UTF8.self)
        #expect(sent.hasPrefix("HEAD / HTTP/1.1\r\nHost: mail.example\r\n"))
        #expect(sent.hasSuffix("\r\nConnection: close\r\n\r\n"))
    }

    @Test func `a request of SIP is of its attempt alone, and says what it is carried by`() throws {
        let clear = String(decoding: try sent("sip"), as: UTF8.self)
        #expect(
            clear == """
                OPTIONS sip:mail.example:25 SIP/2.0\r
                Via: SIP/2.0/TCP sonde.invalid;branch=z9hG4bK000000000000002a\r
                Max-Forwards: 70\r
                From: <sip:sonde@sonde.invalid>;tag=000000000000002a\r
                To: <sip:mail.example:25>\r
                Call-ID: 000000000000002a@sonde.invalid\r
                CSeq: 1 OPTIONS\r
                Contact: <sip:sonde@sonde.invalid>\r
                Accept: application/sdp\r
                User-Agent: Sonde\r
                Content-Length: 0\r
                \r

                """)
        var facts = Stage.facts
        facts.isUnderTLS = true
        facts.number += 1
        let tls = String(decoding: try sent("sip", hearing: [], facts), as: UTF8.self)
        #expect(
            tls
                == clear.replacing("SIP/2.0/TCP", with: "SIP/2.0/TLS")
                .replacing("02a", with: "02b"))
    }

    @Test(arguments: [
        (#"\x02\x01\x08\x00\x01\x00\x00\x00"#, true), (#"\x02\x1f\x08\x00\x02\x00\x00\x00"#, true),
        (#"\x02\x00\x08\x00\x08\x00\x00\x00"#, true), (#"\x02\x01\x08\x00\x00\x00\x00\x00"#, false),
        (#"\x03\x00\x08\x00\x02\x00\x00\x00"#, false), ("", false),
    ])
    func `RDP goes over to TLS only where the server chose it`(more: String, goes: Bool) throws {
        let recording = Recording(
            .startTLS(.rdp), "", answers: Recording.confirm(more), goes ? .success() : .refused)
        let stage = Stage(try recording.script)
        for turns in recording.cuts + [recording.whole] {
            #expect(stage.play(turns: turns).expected == recording.expected)
        }
        let injected = [[], bytes(Recording.confirm(more)) + [0]].map { [$0] }
        #expect(stage.play(turns: injected).expected == .refused)
    }
}
