import Simulation
import Testing

@testable import Patterns

/// Expressions that RE2 compiles and nothing matches.
struct PlacesTests {
    @Test(arguments: [
        "$a", "a^b", "a^", "(?:ok$)\\d", "^220 $ready", "(a$|b$)c", "a{2}^", "(?:a^)+", "\\b\\B",
        "a\\bb", "^\\Bab", "\\w\\b\\w", "x$\\Qy\\E", "(?P<v>\\d+)^$", "[[:alpha:]]x^y", "\\Qa\\E^",
        "(?i)ok$ok", "\\s\\b\\s", "$\\r\\n", "{^a",
    ])
    func `an expression that no text matches is refused`(expression: String) {
        #expect(throws: PatternError.matchesNowhere) { try Pattern(expression) }
        #expect(throws: PatternError.matchesNowhere) { try Pattern(expression, wholeLine: true) }
    }

    @Test(arguments: [
        "$\\na", "a\\n^b", "$(?:\\na)?", "(?:$a)?b", "(?:$a)*", "$a|b", "a\\b b", "^$", "$^", "$$",
        "a$\\s+^b", "[$]a", "\\$a", "a\\^", "\\Q$a\\E", "\\Qa^b\\E", "[a^]b", "a{,2}$", "\\né*^",
        "\\x0a^a", "\\012^a", "(?s).^a", "[^a]^b", "\\C^a", "(?i)k\\b\\x{212a}é", "(?:a$){0}b",
        "[]$]a", "[[:a$]b", "\\r$\\n", "\\n\\Qé\\E*^", "\\na\\Q\\E*^", "(?i)", "é\\bé|k", "\\pN^|x",
    ])
    func `an expression that some text may match is taken`(expression: String) {
        #expect(throws: Never.self) { try Pattern(expression) }
    }

    /// Whether one of all texts of up to four bytes, with any byte before, matches.
    private func matchesSomewhere(_ program: Program) -> Bool {
        let alphabet = Array("a \n".utf8)
        var texts = alphabet.map { [$0] }
        for _ in 0...4 {
            for text in texts where program.matchEnd(text.span) != nil { return true }
            texts = texts.flatMap { text in alphabet.map { text + [$0] } }
        }
        return false
    }

    @Test func `what is refused among random expressions matches none of all short texts`() throws {
        let pieces = ["a", " ", "\\n", "^", "$", "\\b", "\\B", "|", "(", ")", "*", "?", "\\w", "."]
        var random = SeededGenerator(seed: 2048)
        let expressions = Sanitizer.isOn ? 500 : 20_000
        var refused = 0
        var taken = 0
        for _ in 0..<expressions {
            let expression = (0..<Int.random(in: 2...6, using: &random))
                .map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
            do throws(PatternError) {
                _ = try Pattern(expression)
                taken += 1
            } catch .matchesNowhere {
                refused += 1
                let scanner = try ExpressionScanner(expression)
                let program = try Program(
                    Array("(?m)".utf8) + scanner.compiled, isText: scanner.isText)
                #expect(!matchesSomewhere(program), "\(expression.debugDescription)")
            } catch {
                continue
            }
        }
        #expect(refused > expressions / 200, "\(refused) refused")
        #expect(taken > expressions / 20, "\(taken) taken")
    }
}
