import Patterns
import Probes
import Testing
import Time
import Wire

/// What a transcript keeps, and what never gets into it.
@Suite struct TranscriptTests {
    private static let start = Instant(nanoseconds: 5)

    /// What is shown of some messages; a text that begins with `<` is what the peer says between.
    private static func shown(_ said: [String]) -> String {
        var transcript = Transcript(since: start)
        for text in said {
            let bytes = Array(text.utf8)
            let isHeard = text.hasPrefix("<")
            transcript.append(
                isHeard ? .received(Array(bytes.dropFirst())) : .sent(bytes), at: start)
        }
        return transcript.entries.map { entry in
            if case .sent(let bytes) = entry.event {
                String(decoding: bytes, as: UTF8.self)
            } else {
                ""
            }
        }.joined()
    }

    @Test(arguments: [
        ("PASS hunter2\r\n", "PASS ***\r\n"), ("pass hunter2\n", "pass ***\n"),
        ("PASS hunter2", "PASS ***"), ("PASS a b c\r\n", "PASS ***\r\n"),
        ("USER me\r\nPASS x\r\nQUIT\r\n", "USER me\r\nPASS ***\r\nQUIT\r\n"),
        ("AUTH PLAIN AGEAYg==\r\n", "AUTH ***\r\n"), ("AUTH secret\r\n", "AUTH ***\r\n"),
        ("a1 LOGIN me hunter2\r\n", "a1 LOGIN ***\r\n"),
        ("a1 AUTHENTICATE PLAIN AGEAYg==\r\n", "a1 AUTHENTICATE ***\r\n"),
        ("AUTHINFO PASS hunter2\r\n", "AUTHINFO PASS ***\r\n"),
        ("AUTHINFO SASL PLAIN AGEAYg==\r\n", "AUTHINFO SASL ***\r\n"),
        ("HELLO 3 AUTH me hunter2\r\n", "HELLO 3 AUTH ***\r\n"),
        ("APOP me c4c9334bac560ecc\r\n", "APOP ***\r\n"), ("OPER me x\r\n", "OPER ***\r\n"),
        (
            "GET / HTTP/1.1\r\nAuthorization:Basic bWU6eA==\r\n\r\n",
            "GET / HTTP/1.1\r\nAuthorization:***\r\n\r\n"
        ),
        (
            "*2\r\n$4\r\nAUTH\r\n$7\r\nhunter2\r\n",
            "*2\r\n$4\r\nAUTH\r\n***\r\n***\r\n"
        ),
    ])
    func `what follows a command that carries a password is masked`(
        sent: String, shown: String
    ) {
        #expect(Self.shown([sent]) == shown)
        // However it is cut into messages.
        for cut in sent.indices.dropFirst() {
            let parts = [String(sent[..<cut]), String(sent[cut...])]
            #expect(Self.shown(parts) == shown, "\(parts)")
        }
    }

    @Test(arguments: [
        "EHLO sonde.invalid\r\n", "AUTH TLS\r\n", "STARTTLS\r\n", "PASSIVE x\r\n", "LOGOUT\r\n",
        "AUTH\r\n", "USER me\r\n", "MAIL FROM:<pass@example.com>\r\n", "PING\r\n", "", "\r\n",
        "a1 CAPABILITY with more words PASS x\r\n",
    ])
    func `what carries none is shown`(sent: String) {
        #expect(Self.shown([sent]) == sent)
    }

    @Test(arguments: [
        [
            "AUTH LOGIN\r\n", "<334 VXNlcm5hbWU6\r\n", "bWU=\r\n", "<334 UGFzc3dvcmQ6\r\n",
            "eA==\r\n",
        ],
        ["a AUTHENTICATE PLAIN\r\n", "<+ \r\n", "AGEAYg==\r\n"],
        ["AUTHINFO SASL PLAIN\r\n", "<383 =\r\n", "AGEAYg==\r\n"],
        ["<login: ", "me\r\n", "<me\r\nPass", "<word: ", "hunter2\r\n"],
        ["<Enter passphrase for key: ", "hunter2\n"],
    ])
    func `what answers a prompt for a password is masked`(said: [String]) {
        let shown = Self.shown(said)
        #expect(shown.hasSuffix("***\r\n") || shown.hasSuffix("***\n"))
        for secret in ["bWU=", "eA==", "AGEAYg==", "hunter2"] {
            #expect(!shown.contains(secret), "\(shown)")
        }
        #expect(Self.shown(["<+OK ready\r\n", "USER me\r\n"]) == "USER me\r\n")
        #expect(Self.shown(["<+PONG\r\n", "QUIT\r\n"]) == "QUIT\r\n")
    }

    @Test func `it tells when, from the connection on, and what is cut`() {
        var transcript = Transcript(since: Self.start)
        transcript.append(.startedTLS, at: Self.start + .milliseconds(3))
        let most = ConversationLimits.transcriptBytesMax
        transcript.append(
            .received([UInt8](repeating: 7, count: most - 1)), at: Self.start + .seconds(1))
        #expect(!transcript.isCut)
        transcript.append(.received([1, 2]), at: Self.start + .seconds(2))
        transcript.append(.sent([3]), at: Self.start + .seconds(3))
        transcript.append(.peerClosed, at: Self.start + .seconds(4))
        #expect(transcript.isCut)
        #expect(
            transcript.entries.map(\.elapsed)
                == [.milliseconds(3), .seconds(1), .seconds(2), .seconds(4)])
        #expect(transcript.entries[2].event == .received([1]))
        #expect(transcript.entries[3].event == .peerClosed)
    }
}

/// What a step is, in words.
@Suite struct StepTextTests {
    private static func text(_ steps: Step...) -> String? {
        let script = Script([Script.Part(.service("x"), steps)])
        return script.text(of: StepPlace(origin: .service("x"), number: steps.count))
    }

    @Test func `each kind of step is told in the words of the configuration`() throws {
        let pattern = Expectation(try Pattern(#"^SSH-(?P<version>[0-9.]+)-\S"#))
        #expect(Self.text(.expect(pattern)) == #"expect "^SSH-(?P<version>[0-9.]+)-\S""#)
        #expect(
            Self.text(.expectFrame(.line, pattern))
                == #"expect "^SSH-(?P<version>[0-9.]+)-\S" in one message"#)
        #expect(Self.text(.expectBytes([5, 0, 255])) == #"expect_hex "05 00 ff""#)
        #expect(Self.text(.startTLS) == "starttls")
        #expect(Self.text(.send("EHLO a\r\n")) == #"send "EHLO a\r\n""#)
        #expect(Self.text(.send(Template(bytes: [1, 0, 254]))) == #"send_hex "01 00 fe""#)
        #expect(
            Self.text(.send(["x ", .capture("a"), .host, ":", .port, "\n"]))
                == #"send "x ${capture.a}${host}:${port}\n""#)
    }

    @Test func `no step tells a secret`() throws {
        let secret = Template.Piece.secret(Array("hunter2".utf8))
        #expect(Self.text(.send(["key=", secret, "\n"])) == #"send "key=***\n""#)
        #expect(Self.text(.send("PASS hunter2\r\n")) == #"send "PASS ***\r\n""#)
        for prompt in ["[Pp]assword: ", "(?i)passphrase", "^334 ", #"^\+ "#] {
            let expectation = Expectation(try Pattern(prompt))
            #expect(Self.text(.expect(expectation), .send("hunter2\r\n")) == #"send "***\r\n""#)
        }
    }

    @Test func `a step that is long is cut, and one that there is not has no words`() throws {
        let long = Expectation(try Pattern(String(repeating: "a", count: 500)))
        #expect(Self.text(.expect(long))?.count == "expect \"\"…".count + 80)
        let bytes = [UInt8](repeating: 7, count: 500)
        #expect(Self.text(.expectBytes(bytes))?.hasSuffix("07 07 …\"") == true)
        #expect(Script([]).text(of: StepPlace(origin: .script, number: 1)) == nil)
    }
}
