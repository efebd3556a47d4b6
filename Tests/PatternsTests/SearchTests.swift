import Patterns
import Testing

/// What matches where: a `|` stands behind the shortest prefix that holds; without one none does.
struct SearchTests {
    private func expect(
        _ marked: String, for pattern: Pattern, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let pieces = marked.split(separator: "|", omittingEmptySubsequences: false)
        let end = pieces.count > 1 ? pieces[0].utf8.count : nil
        let found = Stream(pieces.joined()).firstEnd(of: pattern)
        #expect(
            found == end, "\(pattern.expression) in \(marked.debugDescription)",
            sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        ("SSH-2", "SSH-2|.0-OpenSSH"), ("o", "hello|"),
        ("a+", "xxa|aa"), ("x", "SSH-2.0"), ("", "|anything"),
        ("a|ab", "a|b"),
        ("login: ", "\r\nlogin: |"), ("^220 .*ready", "220 mx ready| or not ready"),
        ("250 .*\\n", "250-a\r\n250 b\r\n|354"), ("a.c", "a\nc abc|"), ("(?s)a.c", "a\nc| abc"),
        ("(?i)ok", "OK|"), ("\\x00\\x01", "a\0\u{1}|"), ("a\\Cb", "a\nb|"),
    ])
    func `the shortest prefix holds in which an expression matches`(
        expression: String, marked: String
    ) throws {
        expect(marked, for: try Pattern(expression))
    }

    @Test(arguments: [
        ("^b", "ab\nb|"), ("^", "|a"), ("a\\n^", "a\n|"), ("^\\r", "x\n\r|"), ("(?m)^b", "a\nb|"),
    ])
    func `a circumflex is the beginning of a line`(expression: String, marked: String) throws {
        expect(marked, for: try Pattern(expression))
    }

    @Test func `the byte before the rest says whether a line begins`() throws {
        let pattern = try Pattern("^ok")
        for (before, end) in [(UInt8(10), 3), (13, nil), (32, nil), (200, nil)] as [(UInt8, Int?)] {
            let bytes = [before] + Array("ok".utf8)
            #expect(pattern.firstEnd(in: bytes.span, beyond: 0, hasEnded: true) == end)
        }
        let word = try Pattern("\\bok")
        for (before, end) in [(UInt8(10), 3), (45, 3), (200, 3), (97, nil)] as [(UInt8, Int?)] {
            let bytes = [before] + Array("ok".utf8)
            #expect(word.firstEnd(in: bytes.span, beyond: 0, hasEnded: true) == end)
        }
    }

    @Test func `the byte before the rest is no part of a match`() throws {
        let bytes = Array("abab".utf8)
        #expect(try Pattern("ab").firstEnd(in: bytes.span, beyond: 0, hasEnded: false) == 4)
        #expect(try Pattern("\\n").firstEnd(in: [10].span, beyond: 0, hasEnded: false) == nil)
    }

    @Test(arguments: [
        ("ready$", "ready\n|x"), ("ready$", "ready\r\n|x"), ("ready$", "ready"),
        ("ready$", "ready\r"), ("ready$", "ready\rx"), ("ready$", "ready!\nready\n|"),
        ("ready\\r?$", "ready\r\n|"), ("^$", "\n|"), ("^$", "a\r\n\r\n|"), ("a$\\nb", "a\r\nb|"),
        ("(a$|b)c?", "b|"), ("x|a$", "a\n|"), ("$", "a\n|"), ("[$]", "a$|"), ("\\$", "a$|"),
        ("\\Qa$\\E$", "a$\n|"), ("\\Qa$", "a$|"), ("[]$]x", "$x|"), ("[^]$]x", "$x ax|"),
        ("[[:alpha:]$]1", "$1|"), ("[\\]$]1", "$1|"), ("[[$]1", "$1|"), ("[[:]$", "[\n|"),
        ("\\\\$", "\\\n|"), ("a$+", "a\r\n|"),
    ])
    func `a dollar is the end of a line once it is there`(
        expression: String, marked: String
    ) throws {
        expect(marked, for: try Pattern(expression))
    }

    @Test(arguments: [
        ("login\\b", "login:|"), ("login\\b", "login"), ("login\\b", "logins login |"),
        ("\\blogin: ", "xlogin: login: |"), ("\\b250 ok", "250 ok|"), ("a\\B", "a"),
        ("a\\B", "a ab|"), ("a\\b|a\\B", "a|"), ("\\Q\\b\\E", "\\b|"),
        ("(?:a\\b)?c", "c|"),
    ])
    func `a boundary holds once the byte after it is there, or whatever it is`(
        expression: String, marked: String
    ) throws {
        expect(marked, for: try Pattern(expression))
    }

    @Test(arguments: [
        ("ready$", "ready", true), ("ready$", "ready\r", true), ("login\\b", "login", true),
        ("login\\B", "login", false), ("ready\\n", "ready", false), ("^$", "", true),
        ("ready.$", "ready", false), ("^$", "a", false), ("a", "", false),
    ])
    func `where the peer has closed a line has ended`(
        expression: String, text: String, holds: Bool
    ) throws {
        let pattern = try Pattern(expression)
        let stream = Stream(text)
        #expect(stream.firstEnd(of: pattern) == nil)
        #expect(stream.firstEnd(of: pattern, hasEnded: true) == (holds ? stream.count : nil))
        #expect(
            stream.firstEnd(of: pattern, beyond: stream.count, hasEnded: true)
                == (holds ? stream.count : nil))
        #expect((stream.match(pattern, hasEnded: true) != nil) == holds)
    }
}
