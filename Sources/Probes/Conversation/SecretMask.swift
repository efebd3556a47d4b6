/// Masks what nobody may read over a shoulder in what is sent, line by line.
///
/// It knows the commands that carry a password in protocols of text; for all else there is
/// ``Template/Piece/secret(_:)``. Rather a harmless word is masked than a password shown.
struct SecretMask: Equatable {
    /// What stands where a secret was, however long that is.
    static let mark = Array("***".utf8)

    /// What was sent of a line that is not finished.
    private var line: [UInt8] = []
    private var isMarked = false
    /// Whether the line that is not finished answers a prompt.
    private var isAnswer = false
    private var lineBefore: [UInt8] = []
    /// Whether all that follows in a command of Redis is secret.
    private var hidesRest = false

    /// The message as it may be shown; `heard` is what the peer has said since the last one.
    mutating func masked(_ message: [UInt8], answering heard: [UInt8]) -> [UInt8] {
        if !heard.isEmpty { hidesRest = false }
        let answers = Self.asksForSecret(heard)
        var shown: [UInt8] = []
        for piece in Self.lines(of: message) {
            if line.isEmpty { isAnswer = answers }
            shown += masked(line: piece)
        }
        return shown
    }

    /// A line or the part of one that a message has.
    private mutating func masked(line piece: ArraySlice<UInt8>) -> [UInt8] {
        let content = Self.withoutEnd(piece)
        let before = line.count
        line += content
        var shown = content.count
        if let start = hidesRest ? 0 : Self.secretStart(in: line) ?? (isAnswer ? 0 : nil) {
            shown = min(content.count, max(0, start - before))
        }
        var masked = Array(content.prefix(shown))
        if shown < content.count, !isMarked {
            masked += Self.mark
            isMarked = true
        }
        if piece.last == Self.newline { finishLine() }
        return masked + piece.dropFirst(content.count)
    }

    private mutating func finishLine() {
        // AUTH as a string of the Redis protocol, RESP: its arguments are the lines after it.
        hidesRest = hidesRest || (lineBefore == Array("$4".utf8) && Self.words(line) == ["AUTH"])
        lineBefore = line
        line = []
        isMarked = false
    }

    private static let newline = UInt8(ascii: "\n")
    private static let wordsMax = 3

    /// Commands after which a password may stand, or the name and the password.
    ///
    /// RFC 959 section 4.1.1 (FTP), RFC 1939 and 5034 (POP3), RFC 4954 (SMTP), RFC 3501 (IMAP),
    /// RFC 4643 (NNTP), RFC 2812 (IRC), and Redis; the fields are those of HTTP and SIP.
    private static let commands: Set = [
        "PASS", "ACCT", "APOP", "AUTH", "AUTHENTICATE", "SASL", "LOGIN", "OPER",
        "AUTHORIZATION:", "PROXY-AUTHORIZATION:", "COOKIE:",
    ]

    /// Where the secret of a line begins: behind a command, which a tag or a word may precede.
    private static func secretStart(in line: [UInt8]) -> Int? {
        var start = 0
        for _ in 0..<wordsMax {
            guard let first = line[start...].firstIndex(where: { !isBlank($0) }) else { return nil }
            var end = line[first...].firstIndex(where: isBlank) ?? line.count
            if let colon = line[first..<end].firstIndex(of: UInt8(ascii: ":")) { end = colon + 1 }
            if commands.contains(capitals(line[first..<end])) {
                // RFC 4217 section 4: AUTH TLS begins TLS.
                let rest = words(line[end...])
                if rest == ["TLS"] || rest == ["SSL"] { return nil }
                return line[end...].firstIndex { !isBlank($0) }
            }
            start = end
        }
        return nil
    }

    /// Whether a secret answers what the peer has said.
    private static func asksForSecret(_ heard: [UInt8]) -> Bool {
        let lines = lines(of: heard)
        guard let last = lines.last else { return false }
        // A challenge of SASL: RFC 4954 section 4, RFC 4643 section 2.4, RFC 3501 section 7.5.
        if ["334", "383", "+"].contains(words(last).first) { return true }
        guard last.last != newline else { return false }
        // Without their first letters, which an expression may write as [Pp].
        let prompt = capitals(last)
        return ["ASSWORD", "ASSPHRASE", "ASSCODE"].contains(where: prompt.contains)
    }

    /// Each with its end.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: newline) {
            lines.append(rest[...end])
            rest = rest[(end + 1)...]
        }
        return rest.isEmpty ? lines : lines + [rest]
    }

    private static func withoutEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard line.last == newline else { return line }
        let content = line.dropLast()
        return content.last == UInt8(ascii: "\r") ? content.dropLast() : content
    }

    private static func words(_ line: some Sequence<UInt8>) -> [String] {
        Array(line).split { isBlank($0) || $0 == newline }.map { capitals($0) }
    }

    private static func capitals(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).uppercased()
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
}
