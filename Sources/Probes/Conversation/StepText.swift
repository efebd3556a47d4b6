import Patterns

extension Script {
    /// What a step does, in the words of the configuration: `expect "^250"`; secrets are masked.
    ///
    /// Nil where the script has no such step.
    public func text(of place: StepPlace) -> String? {
        guard let index = places.firstIndex(of: place) else { return nil }
        switch steps[index] {
        case .send(let template):
            let before = index > 0 ? steps[index - 1].expression : nil
            return Self.sending(template, answering: before ?? "")
        case .expect(let expectation): return "expect " + Self.quoted(expectation)
        case .expectBytes(let bytes): return "expect_hex " + Self.hexadecimal(bytes)
        case .expectFrame(_, let expectation):
            return "expect " + Self.quoted(expectation) + " in one message"
        case .startTLS: return "starttls"
        }
    }

    private static func sending(_ template: Template, answering expression: String) -> String {
        // What an expression waits for looks like it, but for `^` and backslashes.
        let heard = expression.utf8.filter { $0 != UInt8(ascii: "^") && $0 != UInt8(ascii: "\\") }
        var mask = SecretMask()
        let shown = mask.masked(template.written, answering: heard)
        let isText = shown.allSatisfy { (0x20..<0x7f).contains($0) || (9...13).contains($0) }
        return isText ? "send " + CleanText.excerpt(shown) : "send_hex " + hexadecimal(shown)
    }

    /// An expression as it is written: its backslashes are escapes already.
    private static func quoted(_ expectation: Expectation) -> String {
        let expression = expectation.pattern.expression.unicodeScalars
        let shown = expression.prefix(ConversationLimits.excerptBytesMax)
        return "\"" + String(shown) + (shown.count < expression.count ? "…\"" : "\"")
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let shown = bytes.prefix(ConversationLimits.excerptBytesMax / 3)
        let digits = shown.map { byte in
            (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
        let isCut = shown.count < bytes.count
        return "\"" + digits.joined(separator: " ") + (isCut ? " …\"" : "\"")
    }
}

extension Step {
    /// What is searched; nil where no expression is.
    fileprivate var expression: String? {
        switch self {
        case .expect(let expectation), .expectFrame(_, let expectation):
            expectation.pattern.expression
        case .send, .expectBytes, .startTLS: nil
        }
    }
}
