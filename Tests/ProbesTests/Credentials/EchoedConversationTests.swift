import Patterns
import Probes
import Simulation
import Testing
import Time

/// Conversations that say who we are, with peers that say it back.
struct EchoedConversationTests {
    private static let secrets: [AccountPart: Secret] = [
        .username: Secret(Array("monitor".utf8)), .password: Secret(Array("hunter2".utf8)),
        .token: Secret(Array("planted".utf8)),
    ]

    private static var facts: AttemptFacts {
        var facts = Stage.facts
        facts.account = secrets
        facts.hidden = Array(secrets.values)
        return facts
    }

    private static let login: Step = .send([
        "LOGIN ", .account(.username), " ", .account(.password), " ", .account(.token), "\r\n",
    ])

    /// The words on the failure of a script whose peer says that, in each way to cut it.
    private static func details(_ steps: [Step], _ text: String) -> Set<String> {
        Set(
            Stage.cuts(Array(text.utf8)).map { pieces in
                var conversation = Conversation(
                    Script([Script.Part(.script, steps)]), facts)
                var pieces = pieces[...]
                do throws(ConversationFailure) {
                    while true {
                        switch try conversation.next() {
                        case .send, .startTLS: break
                        case .done: return "done"
                        case .receive(let settles):
                            if let piece = pieces.popFirst() {
                                conversation.receive(piece)
                            } else if settles {
                                conversation.settle()
                            } else {
                                throw conversation.failure(.timeout)
                            }
                        }
                    }
                } catch {
                    return error.detail
                }
            })
    }

    @Test func `what an account holds is sent as it is, and shown as a mark`() throws {
        let script = Script([Script.Part(.script, [Self.login, try .expect("^OK")])])
        var conversation = Conversation(script, Self.facts)
        let demand = try conversation.next()
        #expect(demand == .send(Array("LOGIN monitor hunter2 planted\r\n".utf8)))
        #expect(conversation.shownMessage == Array("LOGIN *** *** ***\r\n".utf8))
        #expect(
            script.text(of: StepPlace(origin: .script, number: 1)) == #"send "LOGIN ***\r\n""#)
    }

    @Test func `what comes back is hidden in the words on a failure`() throws {
        #expect(
            Self.details([Self.login, try .expect("^OK")], "NO monitor hunter2 planted\r\n") == [
                #""NO *** *** ***\r\n" came where a match of "^OK" was expected"#
            ])
    }

    @Test func `a secret of which a match took a part is hidden as well`() throws {
        let steps = [Self.login, try .expect("h"), try .expect("^OK")]
        #expect(
            Self.details(steps, "hunter2\r\n") == [
                #""***\r\n" came where a match of "^OK" was expected"#
            ])
        let bytes: [Step] = [Self.login, .expectBytes(Array("hunt".utf8)), try .expect("^OK")]
        #expect(
            Self.details(bytes, "hunter2\r\n") == [
                #""***\r\n" came where a match of "^OK" was expected"#
            ])
    }

    @Test func `a secret is hidden before a long answer is cut`() throws {
        // The excerpt ends within the secret.
        let filling = String(repeating: "x", count: ConversationLimits.excerptBytesMax - 3)
        let detail = Self.details([Self.login, try .expect("^OK")], "\(filling)hunter2\r\n")
        #expect(
            detail == ["\"\(filling)***…\" came where a match of \"^OK\" was expected"])
    }

    @Test func `a refusal is told without what it repeats`() throws {
        let refusal = try Pattern("^535 ")
        let expectation = Expectation(try Pattern("^235 "), refusal: refusal)
        let details = Self.details(
            [Self.login, .expect(expectation)], "535 5.7.8 hunter2 is wrong\r\n")
        #expect(details.contains(#"the peer refuses: "535 5.7.8 *** is wrong\r\n""#))
        #expect(details.allSatisfy { !$0.contains("hunt") })
    }

    private static func captured(
        _ expression: String, _ use: Capture.Use, _ text: String
    ) throws -> [Captured] {
        let step = try Step.expect(expression, captures: [Capture(name: "said", use: use)])
        let endings = Stage.cuts(Array(text.utf8)).map { pieces in
            Stage(Script([Script.Part(.script, [step])]), facts).play(pieces)
        }
        #expect(endings.allSatisfy { $0.result == .done })
        let found = endings.map(\.captured)
        #expect(found.allSatisfy { $0 == found.first })
        return found.first ?? []
    }

    @Test func `a label is what was captured, without our secrets`() throws {
        #expect(
            try Self.captured("^(?P<said>.+)$", .label, "hello monitor, hunter2!\r\n")
                == [Captured(name: "said", content: .text("hello ***, ***!"))])
        #expect(
            try Self.captured("^hello mon(?P<said>[a-z]+)$", .label, "hello monitor\r\n")
                == [Captured(name: "said", content: .text("***"))])
        #expect(
            try Self.captured("^(?P<said>.+)$", .label, "version 2.7\r\n")
                == [Captured(name: "said", content: .text("version 2.7"))])
    }

    @Test func `a number in which a secret stands is not exposed, and nothing fails of it`() throws
    {
        var facts = Stage.facts
        facts.hidden = [Secret(Array("4711".utf8))]
        let step = try Step.expect(
            "^(?P<said>[0-9]+)$", captures: [Capture(name: "said", use: .value)])
        let stage = Stage(Script([Script.Part(.script, [step])]), facts)
        let hidden = stage.play([Array("4711\r\n".utf8)])
        #expect(hidden.result == .done)
        #expect(hidden.captured.isEmpty)
        #expect(
            stage.play([Array("4712\r\n".utf8)]).captured
                == [Captured(name: "said", content: .number(4_712))])
    }

    @Test func `what was captured is sent again as it came, and shown without our secrets`() throws
    {
        let script = Script([
            Script.Part(
                .script,
                [try .expect("^nonce (?P<nonce>[a-z0-9]+)$"), .send(["A ", .capture("nonce")])])
        ])
        var conversation = Conversation(script, Self.facts)
        let first = try conversation.next()
        #expect(first == .receive(settles: false))
        conversation.receive(Array("nonce xhunter2y\r\n".utf8))
        let second = try conversation.next()
        #expect(second == .send(Array("A xhunter2y".utf8)))
        #expect(conversation.shownMessage == Array("A x***y".utf8))
    }

    @Test func `a transcript hides what comes back, in as many pieces as it comes`() {
        let start = Instant(nanoseconds: 5)
        for pieces in Stage.cuts(Array("NO monitor hunter2\r\n".utf8)) {
            var transcript = Transcript(since: start, hiding: Array(Self.secrets.values))
            for piece in pieces {
                transcript.append(.received(piece), at: start)
                transcript.append(.sent(Array("more\r\n".utf8)), at: start)
            }
            let heard = transcript.entries.flatMap { entry -> [UInt8] in
                if case .received(let bytes) = entry.event { bytes } else { [] }
            }
            #expect(String(decoding: heard, as: UTF8.self) == "NO *** ***\r\n")
        }
    }

    @Test func `a transcript that is cut within a secret shows no part of it`() {
        let start = Instant(nanoseconds: 5)
        var transcript = Transcript(since: start, hiding: Array(Self.secrets.values))
        let filling = [UInt8](repeating: 0x78, count: ConversationLimits.transcriptBytesMax - 4)
        transcript.append(.received(filling), at: start)
        transcript.append(.received(Array("hunter2\r\n".utf8)), at: start)
        #expect(transcript.isCut)
        #expect(transcript.entries.last?.event == .received(Array("***".utf8)))
    }
}
