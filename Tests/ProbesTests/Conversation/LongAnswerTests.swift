import Patterns
import Probes
import Simulation
import Testing
import Wire

/// Answers of which not every byte is searched for when it comes.
struct LongAnswerTests {
    private static func text(_ words: String) -> [UInt8] { Array(words.utf8) }

    private static func expect(
        _ expression: String, refusal: String? = nil, captures: [Capture] = []
    ) throws -> Step {
        .expect(
            Expectation(
                try Pattern(expression), refusal: try refusal.map { try Pattern($0) },
                captures: captures))
    }

    /// So much that a few bytes more are not worth a search.
    private static let hay = [UInt8](repeating: 0x78, count: 8 * 1_024)

    /// Plays an answer at once, and with a last piece that comes with the end.
    private func endings(_ steps: [Step], _ last: String) -> [Stage.Ending] {
        let last = Self.text(last)
        let bytewise = [Self.hay] + last.map { [$0] }
        let answers: [[[UInt8]]] = [[Self.hay + last], [Self.hay, last], bytewise]
        return answers.map { Stage(steps).play($0, then: .closesAtOnce) }
    }

    @Test func `what is captured of a line does not depend on when the end is heard`() throws {
        let steps = [try Self.expect(#"(?P<x>a\n$|a)"#), .send(["<", .capture("x"), ">"])]
        for ending in endings(steps, "a\n") {
            #expect(ending.result == .done)
            #expect(ending.sent == Self.text("<a>"))
        }
    }

    @Test func `where a match ends does not depend on when the end is heard`() throws {
        let steps = [try Self.expect(#"a\n$|a$"#), .expectBytes(Self.text("\n"))]
        for ending in endings(steps, "a\n") { #expect(ending.result == .done) }
    }

    @Test func `a refusal goes before what holds only because the peer has closed`() throws {
        let steps = [try Self.expect("ab$", refusal: "ab")]
        for ending in endings(steps, "ab") {
            #expect(ending.result == .failed(.unexpectedResponse, step: 1))
        }
    }

    @Test(arguments: [Framing.amqp, .mqtt, .ber, .tpkt, .bgp])
    func `what is no frame is none, however much of it comes at once`(framing: Framing) throws {
        let stage = Stage([.expectFrame(framing, Expectation(try Pattern("")))])
        let junk = [UInt8](repeating: 0x78, count: ConversationLimits.answerBytesMax + 1)
        for pieces in [[junk], [Array(junk.prefix(1))]] {
            #expect(stage.play(pieces).result == .failed(.unexpectedResponse, step: 1))
        }
    }

    @Test func `a frame of many fragments is too large, however it is cut`() throws {
        let stage = Stage([.expectFrame(.rpcRecord, Expectation(try Pattern("")))])
        let zeros = [UInt8](repeating: 0, count: ConversationLimits.answerBytesMax + 1)
        for pieces in [[zeros], zeros.map { [$0] }] {
            #expect(stage.play(pieces).result == .failed(.responseTooLarge, step: 1))
        }
    }

    /// A search of all that is there at every byte would take minutes.
    private static let patience = Sanitizer.allowance(.seconds(5))

    @Test(
        arguments: [
            ("needle", nil), ("needle$", nil), (#"\bneedle\b"#, "thread$"), ("^(?P<x>x.*)$", nil),
            ("x(?P<x>x*)", nil),
        ] as [(String, String?)])
    func `a peer that drips an answer costs little`(expression: String, refusal: String?) throws {
        let drops = [UInt8](repeating: 0x78, count: ConversationLimits.answerBytesMax + 1)
        let stage = Stage([try Self.expect(expression, refusal: refusal)])
        let start = ThreadTime.now
        let ending = stage.play(drops.map { [$0] })
        #expect(ThreadTime.now - start < Self.patience)
        let isFound = expression == "x(?P<x>x*)"
        #expect(ending.result == (isFound ? .done : .failed(.responseTooLarge, step: 1)))
    }

    @Test func `a peer that drips a line costs little`() throws {
        let drops = [UInt8](repeating: 0x78, count: ConversationLimits.answerBytesMax - 1) + [10]
        let stage = Stage([.expectFrame(.line, Expectation(try Pattern("^x+$")))])
        let start = ThreadTime.now
        #expect(stage.play(drops.map { [$0] }).result == .done)
        #expect(ThreadTime.now - start < Self.patience)
    }
}
