import Testing
import Workbench

/// What the tests themselves read with.
@Suite struct ReaderTests {
    @Test func `JSON is read as it is written`() throws {
        let text =
            #" {"a": [null, true, -1.5e2, "\"\\\/\n\u00e9\ud83d\ude00 é"], "b": {}, "c": []} "#
        #expect(
            try JSONText(text)
                == .object([
                    "a": .array([
                        .null, .flag(true), .number(-150), .text("\"\\/\n\u{e9}\u{1f600} \u{e9}"),
                    ]), "b": .object([:]), "c": .array([]),
                ]))
    }

    @Test(arguments: [
        "", "{", "[1,]", #"{"a":1,}"#, #"{"a":1,"a":2}"#, #"{"a" 1}"#, "nul", "1 2", #""a"#,
        #""\x""#, #""\ud800""#, #""\ud800\u0041""#, #""\u00""#, "\"\n\"", "inf", "[1 2]",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONText.Malformed.self) { try JSONText(text) }
    }

    @Test(arguments: [
        ("3.0.3", "3.0.3", true), ("3.0.3", "3.0", false), ("a (b c)", "a (*)", true),
        ("abc", "*", true), ("abc", "a*c", true), ("aXbYc", "a*b*c", true), ("ac", "a*b*c", false),
        ("a", "a*a", false),
    ])
    func `a star stands for anything`(text: String, pattern: String, fits: Bool) {
        #expect(text.fits(pattern) == fits)
    }
}
