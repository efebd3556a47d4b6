import Patterns
import Testing

/// What a match gives: the named groups, and where the rest begins.
struct GroupTests {
    @Test func `named groups are given in order, and the rest begins behind the match`() throws {
        let pattern = try Pattern(
            "^SSH-(?P<protocol>[0-9.]+)-(?P<software>[^ \\r\\n]+)( .*)?\\r?\\n")
        let match = Stream("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\nnext").match(pattern)
        #expect(pattern.names == ["protocol", "software"])
        #expect(match?.groups == ["2.0", "OpenSSH_9.2p1"])
        #expect(match?.rest == "next")
    }

    @Test func `a group without a name captures nothing, and one that took no part has none`()
        throws
    {
        let pattern = try Pattern("(((?P<a>x)|(?P<b>y)()))(?P<empty>)")
        #expect(pattern.names == ["a", "b", "empty"])
        #expect(Stream("-y").match(pattern)?.groups == [nil, "y", ""])
        #expect(try Pattern("((a)(b))").names == [])
        #expect(Stream("ab").match(try Pattern("((a)(b))"))?.groups == [])
    }

    @Test(arguments: [
        ("ready$", "ready\n", "\n"), ("ready$", "ready\r\nx", "\nx"), ("login\\b", "login: ", ": "),
        ("login\\b.", "login: ", " "), ("(?P<a>login)\\b", "a login: ", ": "), ("a", "baa", "a"),
        ("a*", "baa", "baa"), ("a+", "baa", ""), ("a+?", "baa", "a"), ("\\bok ", "ok ", ""),
        ("a\\b|a\\B", "a", ""), ("(?P<a>.*)\\b", "ab-", "-"),
    ])
    func `a byte that was only looked at belongs to the rest`(
        expression: String, text: String, rest: String
    ) throws {
        let pattern = try Pattern(expression)
        #expect(Stream(text).match(pattern)?.rest == rest)
    }

    @Test(arguments: ["ready$", "login\\b", "x", "^(?P<a>b)$"])
    func `what holds nowhere has no match`(expression: String) throws {
        let pattern = try Pattern(expression)
        for text in ["", "ready", "login", "logins", "ab"] {
            #expect(Stream(text).match(pattern) == nil)
        }
    }

    @Test func `a match that does not depend on what comes next goes before`() throws {
        let pattern = try Pattern("(?P<line>.*)\\b")
        #expect(Stream("ab-").match(pattern)?.groups == ["ab"])
        #expect(Stream("ab-").match(pattern, hasEnded: true)?.groups == ["ab"])
        #expect(Stream("ab").match(pattern, hasEnded: true)?.groups == ["ab"])
        let either = try Pattern("(?P<end>a\\b)|(?P<middle>a\\B)")
        #expect(Stream("a").match(either)?.groups == ["a", nil])
        #expect(Stream("ab").match(either)?.groups == [nil, "a"])
    }

    @Test func `patterns are equal by what they match`() throws {
        let pattern = try Pattern("a")
        #expect(pattern == (try Pattern("a")))
        #expect(Set([pattern, try Pattern("a"), try Pattern("a", wholeLine: true)]).count == 2)
        #expect(pattern != (try Pattern("b")))
        #expect(pattern.expression == "a")
        #expect(try Pattern("(a)b$").expression == "(a)b$")
    }
}

/// Matches that go on to the end of their line.
struct WholeLineTests {
    @Test(arguments: [
        ("^220", "220 ready\r\n|x"), ("^220", "220 ready"), ("^220 .*\\n", "220 a\r\n|220 b\r\n"),
        ("^220$", "220\r\n|"), ("^220|^250", "250 ok\n|"), (".*", "any\n|more\n"), ("", "\n|"),
        ("^", "a\n|"), ("a\\Qb", "ab\n|"), ("(?i)ok", "OK\n|"),
        ("(?U)a+", "aaa\n|"), ("OK\\b", "OKAY\nOK\n|"), ("a\\n?", "a\n|b\n"),
    ])
    func `the rest of the line is consumed, and no more`(
        expression: String, marked: String
    ) throws {
        let pattern = try Pattern(expression, wholeLine: true)
        let pieces = marked.split(separator: "|", omittingEmptySubsequences: false)
        let stream = Stream(pieces.joined())
        #expect(
            stream.firstEnd(of: pattern) == (pieces.count > 1 ? pieces[0].utf8.count : nil))
        if pieces.count > 1 { #expect(stream.match(pattern)?.rest.hasPrefix(pieces[1]) == true) }
    }

    @Test func `its groups are those of the expression`() throws {
        let pattern = try Pattern("^220 (?P<host>[a-z.]+)", wholeLine: true)
        let match = Stream("220 mx.example.com ESMTP\r\nEHLO").match(pattern)
        #expect(match?.groups == ["mx.example.com"])
        #expect(match?.rest == "EHLO")
    }
}
