import Patterns
import Probes
import Simulation
import Testing

/// What is exposed of what the network sends.
struct CaptureTests {
    private func capture(_ bytes: [UInt8]) throws -> String? {
        let pattern = try Pattern(#"^<(?P<text>[^>]*)>"#)
        let expectation = Expectation(
            pattern, captures: [Capture(name: "text", use: .label)])
        let ending = Stage([.expect(expectation)]).play(
            [Array("<".utf8) + bytes + Array(">\n".utf8)])
        guard case .text(let text)? = ending.captured.first?.content else { return nil }
        return text
    }

    @Test(arguments: [
        ("OpenSSH_9.2p1", "OpenSSH_9.2p1"), ("  a b\t", "a b"), ("", ""),
        ("a\u{1b}[31mred", "a [31mred"), ("a\r\nb", "a b"), ("nul\0nul", "nul nul"),
        ("\u{202e}evil\u{2066}", "evil"), ("caf\u{e9}", "caf\u{e9}"), ("\u{85}x\u{9f}", "x"),
    ])
    func `control characters and turned writing become a space`(
        text: String, exposed: String
    ) throws {
        #expect(try capture(Array(text.utf8)) == exposed)
    }

    @Test func `broken UTF-8 is repaired`() throws {
        #expect(try capture([0x61, 0xff, 0x62]) == "a\u{fffd}b")
        #expect(try capture([0xe2, 0x82]) == "\u{fffd}")
    }

    @Test func `a text is cut between characters at its bound`() throws {
        let bound = ConversationLimits.capturedBytesMax
        #expect(try capture([UInt8](repeating: 0x61, count: 500))?.utf8.count == bound)
        let wide = Array(String(repeating: "\u{20ac}", count: 100).utf8)
        #expect(
            try capture(wide) == String(repeating: "\u{20ac}", count: bound / 3))
    }

    @Test func `whatever comes, a text is clean and within its bound`() throws {
        let seed = Array("Postfix (Debian) \u{20ac} caf\u{e9} \u{1b}[0m".utf8)
        var mutator = ByteMutator(seed: 3, corpus: [seed])
        for _ in 0..<20_000 {
            guard let text = try capture(mutator.next()) else { continue }
            #expect(text.utf8.count <= ConversationLimits.capturedBytesMax)
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
        }
    }

    @Test func `what is captured again takes the place of what was captured`() throws {
        let step = Step.expect(
            Expectation(
                try Pattern("^(?:(?P<name>[a-z]+)|[0-9]+)$"),
                captures: [Capture(name: "name", use: .label)]))
        let captured = Stage([step, step, step]).play([Array("one\ntwo\n3\n".utf8)]).captured
        #expect(captured == [Captured(name: "name", content: .text("two"))])
    }
}
