import Patterns
import Simulation
import Testing

struct LimitTests {
    private func error(_ expression: String, wholeLine: Bool = false) -> PatternError? {
        do throws(PatternError) {
            _ = try Pattern(expression, wholeLine: wholeLine)
            return nil
        } catch {
            return error
        }
    }

    @Test func `an expression of 1000 bytes is read and one more is refused`() {
        let max = PatternLimits.expressionBytesMax
        #expect(max == 1000)
        #expect(error(String(repeating: "a", count: max)) == nil)
        #expect(error(String(repeating: "a", count: max + 1)) == .tooLong(1001))
        #expect(error(String(repeating: "é", count: max / 2)) == nil)
        #expect(error(String(repeating: "é", count: max / 2 + 1)) == .tooLong(1002))
        #expect(
            PatternError.tooLong(1001).description
                == "the expression has 1001 bytes, more than 1000; write a shorter one, or split "
                + "it into two steps")
    }

    @Test(arguments: [
        "(?:a{1000}){1}b{1000}",
        "\\pL{1000}", "(?i)(?:" + String(repeating: "a.é", count: 200) + "){1000}",
        String(repeating: "x", count: 900) + "{1000}" + String(repeating: "[a-z]{999}", count: 9),
    ])
    func `a program that is too large is refused soon`(expression: String) {
        var found: PatternError?
        let work = ThreadTime.of { found = error(expression) }
        #expect(found == .programTooLarge)
        #expect(work < Sanitizer.allowance(.milliseconds(200)))
        #expect(
            PatternError.programTooLarge.description
                == "the expression compiles to more than 1500 instructions; repeat less: a{1000} "
                + "is a thousand times a")
    }

    @Test func `a program just below the bound is compiled`() {
        #expect(PatternLimits.programInstructionsMax == 1500)
        #expect(error("(?:abcdefghij){100}") == nil)
        #expect(error("(?:abcdefghij){150}") == .programTooLarge)
    }

    @Test func `sixteen groups may have names and any number none`() {
        let groups = (1...17).map { "(?P<g\($0)>a)?" }
        #expect(PatternLimits.namedGroupsMax == 16)
        #expect(error(groups.dropLast().joined()) == nil)
        #expect(error(groups.joined()) == .tooManyNames(17))
        #expect(error(groups.joined(), wholeLine: true) == .tooManyNames(17))
        #expect(error(String(repeating: "(a)", count: 300)) == nil)
        #expect(
            PatternError.tooManyNames(17).description
                == "the expression has 17 named groups, more than 16; name only what is captured, "
                + "or capture in two steps")
    }

    @Test(arguments: [
        "(a*)*b", "(a|a)*b", "(?:a?){50}a{50}b", "(.*)(.*)(.*)(.*)x", "^(a+)+$",
        "(a|b)*a(a|b){12}c",
        "(?P<a>(?P<b>a*)*)*b", "\\b(a+\\b?)+!", "(\\w+\\s?)+é",
    ])
    func `an expression that others take forever over takes a moment over 64 KiB`(
        expression: String
    ) throws {
        let pattern = try Pattern(expression)
        let stream = Stream([UInt8](repeating: UInt8(ascii: "a"), count: 65_536))
        var end: Int?
        let work = ThreadTime.of { end = stream.firstEnd(of: pattern) }
        #expect(end == nil)
        #expect(work < Sanitizer.allowance(.milliseconds(50)), "\(work)")
    }

    @Test func `groups are read from 64 KiB in a moment`() throws {
        let pattern = try Pattern("(?P<a>(?P<b>a*)*)*(?P<c>.*)b$")
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 65_534) + [98, 10]
        var groups: [String?]?
        let work = ThreadTime.of { groups = Stream(text).match(pattern)?.groups }
        #expect(groups?.count == 3)
        #expect(work < Sanitizer.allowance(.milliseconds(100)), "\(work)")
    }
}
