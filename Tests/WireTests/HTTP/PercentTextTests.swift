import Testing
import Wire

@Suite struct PercentTextTests {
    @Test(
        arguments: [
            ("plain-._~9", "plain-._~9"), ("a b/c", "a%20b%2Fc"),
            ("ä€😀", "%C3%A4%E2%82%AC%F0%9F%98%80"),
            ("+&=?#%", "%2B%26%3D%3F%23%25"), ("\u{0}\n", "%00%0A"), ("", ""),
        ])
    func `what is encoded is decoded to the same`(text: String, encoded: String) {
        #expect(PercentText.encoded(text) == encoded)
        #expect(PercentText.decoded(encoded[...].utf8) == text)
    }

    @Test func `a plus sign is a space in forms only`() {
        #expect(PercentText.decoded("a+b"[...].utf8) == "a+b")
        #expect(PercentText.decoded("a+b"[...].utf8, isForm: true) == "a b")
    }

    @Test(arguments: ["%", "%4", "%4x", "%x4", "%ff", "%c3", "%C3%28"])
    func `what is no encoded text is none`(text: String) {
        #expect(PercentText.decoded(text[...].utf8) == nil)
    }
}
