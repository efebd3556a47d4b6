import Patterns
import Testing

/// What a person reads whose expression is refused.
struct SentenceTests {
    private func sentence(_ expression: String) -> String? {
        do throws(PatternError) {
            _ = try Pattern(expression)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        (
            "[a-z",
            #"missing closing ]: [a-z; close the class with ], or write \[ for the character"#
        ),
        ("^220 (.*$", #"missing closing ): ^220 (.*$; close the group with ), or write \( "#),
        ("a)(b", #"unexpected ): a)(b; open the group with (, or write \) for the character"#),
        ("ok\\", #"a backslash at the end; write \\ for the character"#),
        (
            "\\y",
            #"invalid escape sequence: \y; write a letter as it is, punctuation as \. or \[, "#
        ),
        ("\\x{110000}", #"invalid escape sequence: \x{110000; "#), ("\\xg", #"\xg; "#),
        ("[z-a]", "invalid character class range: z-a; write the lower end first, or a class"),
        ("[[:letter:]]", "invalid character class range: [:letter:]; write the lower end first"),
        ("*a", #"nothing stands before the repetition: *; write what is repeated, or \* for"#),
        ("a{1001}", "invalid number of repetitions: {1001}; write {least,most} with at most 1000"),
        ("((a{100}){100}){100}", "invalid number of repetitions: {100}; "),
        ("a**", "two repetitions in a row: **; write one, or put the inner one into (?:…)"),
        ("(?=a)", "unknown group: (?=; write (?:…) for a group, (?P<name>…) for one with a name"),
        ("(?P<a>x)(?P<a>y)", "two groups have the name a; give each group a name of its own"),
        ("(?P<a-b>x)", "invalid name of a group: (?P<a-b>; write a word"),
        ("(?P<a", "invalid name of a group: (?P<a; write a word"),
        ("\\Aready", #"\A is the beginning of a text, and a stream is searched on"#),
        (
            "ready\\z",
            #"\z is the end of a text, and a stream has none before it is closed; write $"#
        ),
        ("ready\\Z", #"\Z is the end of a text, "#),
        ("(?-m)^a", "(?-m) turns off that ^ and $ stand at the ends of lines; leave m out"),
        ("(?i-sm:a)", "(?-m) turns off "), ("a(b|(?s-m:c))", "(?-m) turns off "),
    ])
    func `an expression is refused with what is wrong and what to write`(
        expression: String, words: String
    ) throws {
        let sentence = try #require(self.sentence(expression))
        #expect(sentence.contains(words), "\(sentence)")
        #expect(!sentence.contains("(?m)") && !sentence.contains("\\r?"), "\(sentence)")
    }

    @Test(arguments: [
        "\\\\A", "[A]", "\\Q\\A\\E", "\\Q\\z(?-m)\\E", "[(?\\-m]", "\\(?-m", "(?i-s)a", "(?m:^a$)",
        "(?m)^a", "(?im-s)^a", "z", "Z\\.", "]", "}", "(?P<m>a)", "a-m", "(-m)", "[[:^alpha:]\\pN]",
    ])
    func `what only looks like a mistake is none`(expression: String) {
        #expect(sentence(expression) == nil)
    }

    @Test func `a sentence stays on its line and stays short`() throws {
        let long = try #require(sentence("(" + String(repeating: "é", count: 400)))
        #expect(long.contains("ééé…") && long.count < 200, "\(long)")
        let unkind = try #require(sentence("[\n\r\u{1b}[31m\u{0}\u{202e}\u{2028}x"))
        #expect(unkind.contains("[\\n\\r\\u{1B}[31m"), "\(unkind)")
        #expect(
            unkind.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value < 0x2000 || $0 == "…" })
    }

    @Test func `an expression of the whole line is refused in its own words`() {
        #expect(throws: PatternError.syntax(.unexpectedParenthesis, at: "a)(b")) {
            try Pattern("a)(b", wholeLine: true)
        }
        #expect(throws: PatternError.syntax(.trailingBackslash, at: "")) {
            try Pattern("a\\", wholeLine: true)
        }
    }

    @Test(arguments: PatternFault.allCases)
    func `each fault has words of its own`(fault: PatternFault) {
        #expect(!fault.problem.isEmpty && !fault.remedy.isEmpty)
        let others = PatternFault.allCases.filter { $0 != fault }
        #expect(!others.contains { $0.problem == fault.problem || $0.remedy == fault.remedy })
    }
}
