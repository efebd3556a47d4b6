extension Field {
    /// Any text; numbers and words that YAML has a meaning for are taken as they are written.
    func text(_ limits: ConfigurationLimits) -> String? {
        guard let scalar = scalar("text", write: "write text, or leave the key out") else {
            return nil
        }
        return attempt { () throws(Mistake) in
            try Self.checkLength(scalar.text, bytesMax: limits.textBytesMax)
            return scalar.text
        }
    }

    /// The name of a gateway, server or probe.
    func name(_ limits: ConfigurationLimits) -> String? {
        guard let scalar = scalar("name", write: NameText.suggestion) else { return nil }
        return attempt { () throws(Mistake) in
            try NameText.check(scalar.text, scalarsMax: limits.nameScalarsMax)
            return scalar.text
        }
    }

    /// The path of a file; an empty one, or one with control characters, is none.
    func path(_ limits: ConfigurationLimits) -> String? {
        let suggestion = "write the path of a file"
        guard let scalar = scalar("path", write: suggestion) else { return nil }
        return attempt { () throws(Mistake) in
            try Self.checkLength(scalar.text, bytesMax: limits.textBytesMax)
            guard !scalar.text.isEmpty, scalar.text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
            else { throw Mistake("\(Excerpt.quoted(scalar.text)) is no path", suggestion) }
            return scalar.text
        }
    }

    /// A Prometheus duration.
    func duration(_ range: DurationRange) -> Duration? {
        guard let scalar = scalar("duration", write: DurationText.suggestion) else { return nil }
        return attempt { () throws(Mistake) in try DurationText.parse(scalar.text, in: range) }
    }

    /// A percentage, as a share from 0 to 1.
    func share(atLeast lowest: String? = nil) -> Double? {
        guard let scalar = scalar("percentage", write: "write a number with a percent sign, as 5%")
        else { return nil }
        return attempt { () throws(Mistake) in
            try PercentageText.parse(scalar.text, atLeast: lowest)
        }
    }

    /// A decimal number from 1 to 65535, unquoted.
    func port() -> UInt16? {
        let suggestion = "write a number from 1 to 65535"
        guard let scalar = scalar("port", write: suggestion) else { return nil }
        let port = PortText.parse(scalar.text)
        return attempt { () throws(Mistake) in
            guard let port else {
                throw Mistake("\(Excerpt.of(scalar.text)) is no port", suggestion)
            }
            guard scalar.isPlain else {
                throw Mistake("the port is quoted text", "write \(port) without quotes")
            }
            return port
        }
    }

    /// `true` or `false`, unquoted; YAML 1.1 has 20 more ways to say it, which we do not read.
    func boolean() -> Bool? {
        guard let scalar = scalar("yes or no", write: "write true or false") else { return nil }
        switch (scalar.text, scalar.isPlain) {
        case ("true", true): return true
        case ("false", true): return false
        case ("true", false), ("false", false):
            report(
                Mistake(
                    "\(Excerpt.quoted(scalar.text)) is quoted text",
                    "write \(scalar.text) without quotes"))
        default:
            report(
                Mistake(
                    "\(Excerpt.of(scalar.text)) is neither true nor false", "write true or false"))
        }
        return nil
    }

    /// One of the words that are the raw values of `Choice`.
    func choice<Choice>(_ noun: String, of _: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        let words = Choice.allCases.map(\.rawValue)
        guard let scalar = scalar(noun, write: Self.oneOf(words)) else { return nil }
        if let choice = Choice(rawValue: scalar.text) { return choice }
        let nearest = NearestName.to(scalar.text, among: words)
        report(
            Mistake(
                "\(Excerpt.of(scalar.text)) is no \(noun)",
                nearest.map { "did you mean \($0)?" } ?? Self.oneOf(words)))
        return nil
    }

    private static func oneOf(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return "write \(words.joined())" }
        return "write \(words.dropLast().joined(separator: ", ")) or \(last)"
    }

    static func checkLength(_ text: String, bytesMax: Int) throws(Mistake) {
        guard text.utf8.count <= bytesMax else {
            throw Mistake("the text has \(text.utf8.count) bytes", "write at most \(bytesMax)")
        }
    }
}

/// The number of a port.
enum PortText {
    /// 1 to 65535 in decimal digits, the first of them not zero.
    static func parse(_ text: String) -> UInt16? {
        let isDecimal = text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard isDecimal, text.utf8.count <= 5, text.utf8.first != UInt8(ascii: "0") else {
            return nil
        }
        return UInt16(text)
    }
}
