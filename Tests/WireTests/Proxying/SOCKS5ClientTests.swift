import Testing
import Wire

struct SOCKS5ClientTests {
    private static let granted: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]

    static let answers =
        [
            ProxyAnswer([5, 0] + granted, .tunnel(rest: [])),
            ProxyAnswer([5, 0] + granted + [1, 2, 3], .tunnel(rest: [1, 2, 3])),
            ProxyAnswer([5, 0] + granted, .tunnel(rest: []), hasCredentials: true),
            ProxyAnswer([5, 2, 1, 0] + granted, .tunnel(rest: []), hasCredentials: true),
            ProxyAnswer(
                [5, 0, 5, 0, 0, 4] + [UInt8](repeating: 7, count: 18) + [9], .tunnel(rest: [9])),
            ProxyAnswer([5, 0, 5, 0, 0, 3, 2, 0x61, 0x62, 1, 187, 9], .tunnel(rest: [9])),
            ProxyAnswer([5, 0, 5, 0, 0, 3, 0, 1, 187], .tunnel(rest: [])),
            ProxyAnswer([], .unfinished), ProxyAnswer([5], .unfinished),
            ProxyAnswer([5, 0, 5, 0, 0, 3], .unfinished),
            ProxyAnswer([5, 0] + granted.dropLast(), .unfinished),
            ProxyAnswer(
                [5, 255], .failed(.authentication("the proxy wants credentials"))),
            ProxyAnswer(
                [5, 255],
                .failed(
                    .authentication("the proxy takes no client with a password, nor one without")),
                hasCredentials: true),
            ProxyAnswer(
                [5, 2, 1, 1],
                .failed(.authentication("the proxy refused the credentials (status 1)")),
                hasCredentials: true),
        ] + refusals + reads

    private static let refusals: [ProxyAnswer] = [
        refused([5, 2], "the proxy chose method 2, which was not offered"),
        refused([5, 1], "the proxy chose method 1, which was not offered"),
        refused([4, 0], "the proxy does not speak SOCKS 5: it answers with byte 4"),
        refused(Array("HTTP".utf8), "the proxy does not speak SOCKS 5: it answers with byte 72"),
        refused([5, 0, 4], "the proxy does not speak SOCKS 5: it answers with byte 4"),
        refused([5, 0, 5, 0, 1], "", isUnfinished: true),
        refused([5, 0, 5, 0, 1, 1], "the reserved byte of the reply is 1"),
        refused([5, 0, 5, 0, 0, 2], "the reply has an address of type 2, which there is not"),
    ]

    private static let reads: [ProxyAnswer] = [
        reply(1, .refused("the proxy replied 1 (general failure)")),
        reply(2, .refused("the proxy replied 2 (not allowed by its rules)")),
        reply(
            3, .destination(.networkUnreachable, "the proxy replied 3 (network unreachable)")),
        reply(4, .destination(.hostUnreachable, "the proxy replied 4 (host unreachable)")),
        reply(5, .destination(.refused, "the proxy replied 5 (connection refused)")),
        reply(6, .destination(.hostUnreachable, "the proxy replied 6 (TTL expired)")),
        reply(7, .refused("the proxy replied 7 (command not supported)")),
        reply(8, .refused("the proxy replied 8 (type of address not supported)")),
        reply(9, .refused("the proxy replied 9 (not assigned)")),
        reply(255, .refused("the proxy replied 255 (not assigned)")),
    ]

    private static func refused(
        _ bytes: [UInt8], _ words: String, isUnfinished: Bool = false
    ) -> ProxyAnswer {
        ProxyAnswer(bytes, isUnfinished ? .unfinished : .failed(.refused(words)))
    }

    /// A refusal that ends with its code.
    private static func reply(_ code: UInt8, _ failure: ProxyFailure) -> ProxyAnswer {
        ProxyAnswer([5, 0, 5, code], .failed(failure))
    }

    @Test(arguments: answers)
    func `an answer is read the same in pieces of any size`(answer: ProxyAnswer) {
        for size in [1, 2, 7, 1_000] {
            let client = SOCKS5Client(to: .api, credentials: answer.credentials)
            let talk = ProxyTalk(client, fed: answer.bytes, pieces: size)
            #expect(talk.end == answer.end, "pieces of \(size)")
        }
    }

    @Test func `a name is sent as it is, behind a greeting without credentials`() {
        let talk = ProxyTalk(
            SOCKS5Client(to: .api, credentials: nil), fed: [5, 0] + Self.granted, pieces: 100)
        #expect(talk.request == [5, 1, 0, 3, 15] + Array("api.example.com".utf8) + [1, 187])
        #expect(talk.sent == [5, 1, 0] + talk.request)
    }

    @Test func `addresses are sent in bytes`() {
        let ip4 = ProxyTalk(
            SOCKS5Client(to: .ip4, credentials: nil), fed: [5, 0], pieces: 100)
        #expect(ip4.request == [5, 1, 0, 1, 192, 0, 2, 1, 0x1f, 0x90])
        let ip6 = ProxyTalk(
            SOCKS5Client(to: .ip6, credentials: nil), fed: [5, 0], pieces: 100)
        #expect(
            ip6.request
                == [5, 1, 0, 4, 0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11)
                + [1, 1, 187])
    }

    @Test func `credentials are sent when the proxy chooses them, and only then`() {
        let credentials = ProxyCredentials(username: "monitor", password: Array("open".utf8))
        let client = SOCKS5Client(to: .ip4, credentials: credentials)
        let asked = ProxyTalk(client, fed: [5, 2, 1, 0] + Self.granted, pieces: 100)
        let login: [UInt8] = [1, 7] + Array("monitor".utf8) + [4] + Array("open".utf8)
        #expect(asked.sent == [5, 2, 0, 2] + login + asked.request)
        let unasked = ProxyTalk(client, fed: [5, 0] + Self.granted, pieces: 100)
        #expect(unasked.sent == [5, 2, 0, 2] + unasked.request)
    }

    @Test func `the longest name, username and password fit`() {
        let name = String(repeating: "n", count: ProxyingLimits.nameBytesMax)
        let username = String(repeating: "u", count: ProxyingLimits.usernameBytesMax)
        let password = [UInt8](repeating: 0xff, count: ProxyingLimits.passwordBytesMax)
        let client = SOCKS5Client(
            to: .name(name, port: 1),
            credentials: ProxyCredentials(username: username, password: password))
        let talk = ProxyTalk(client, fed: [5, 2, 1, 0] + Self.granted, pieces: 100)
        #expect(talk.end == .tunnel(rest: []))
        #expect(talk.sent.count == 4 + (3 + 2 * 255) + (5 + 255 + 2))
    }

    @Test func `credentials do not show themselves`() {
        let credentials = ProxyCredentials(username: "monitor", password: Array("hunter2".utf8))
        var dumped = ""
        dump(credentials, to: &dumped)
        let texts = ["\(credentials)", String(reflecting: credentials), dumped]
        #expect(texts.allSatisfy { !$0.contains("monitor") && !$0.contains("104") })
    }
}
