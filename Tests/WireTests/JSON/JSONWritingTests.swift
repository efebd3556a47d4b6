import Testing
import Wire

struct JSONWritingTests {
    @Test(arguments: [
        (JSON.null, "null"), (.flag(true), "true"), (.flag(false), "false"), (.integer(-7), "-7"),
        (.number(0.25), "0.25"), (.number(.infinity), "null"), (.number(.nan), "null"),
        (.number(1e-9), "1e-09"), (.text("a\"b\\c"), #""a\"b\\c""#), (.array([]), "[]"),
        (.array([.null, .integer(1)]), "[null,1]"), (.object([]), "{}"), (JSON(nil), "null"),
        (.object([("a", .integer(1)), ("b", .object([]))]), #"{"a":1,"b":{}}"#),
        (JSON("x"), #""x""#),
    ])
    func `each kind of value is written as RFC 8259 has it`(value: JSON, text: String) {
        #expect(value.description == text)
    }

    @Test(arguments: [
        ("\u{0}\u{1f}\u{7f}", #""\u0000\u001f\u007f""#), ("\r\n\t", #""\r\n\t""#),
        // What turns a line around, what ends one, and what cannot be seen.
        ("\u{202e}\u{2066}\u{200f}", #""\u202e\u2066\u200f""#), ("\u{2028}", #""\u2028""#),
        ("\u{9b}31m", #""\u009b31m""#), ("\u{e0041}", #""\udb40\udc41""#),
        ("Zürich \u{1F600}", "\"Zürich \u{1F600}\""),
    ])
    func `what a terminal obeys is escaped`(text: String, quoted: String) {
        #expect(JSON.text(text).description == quoted)
    }

    @Test(arguments: [
        // RFC 4648 section 10.
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `bytes are written in base64`(text: String, base64: String) {
        #expect(JSON.base64(Array(text.utf8)).description == "\"\(base64)\"")
    }

    @Test func `every byte has its place in base64`() {
        #expect(JSON.base64([0xfb, 0xff, 0xbf]).description == #""+/+/""#)
    }

    @Test func `shown text is what it is but for what is not shown`() {
        #expect(ShownText.of("plain Zürich") == "plain Zürich")
        #expect(ShownText.of("a\u{1b}[31m\u{202e}") == #"a\u{1B}[31m\u{202E}"#)
    }
}
