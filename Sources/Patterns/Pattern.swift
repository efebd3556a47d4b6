/// A regular expression that is searched in a stream of bytes.
///
/// It is one of RE2, so that a match takes time in proportion to what has arrived, whatever the
/// expression. How the stream was cut into pieces changes nothing, because all is defined over its
/// prefixes: an expression holds at the first at which it matches *whatever comes next*.
///
/// - `^` and `$` are the ends of lines, and `$` also stands before CR LF. Where it is the last that
///   an expression asks for, it holds when the line end is there, or the peer has closed.
/// - It is matched over bytes: `.` is any but LF, `\xff` is the byte FF. An expression that names
///   characters beyond those (`é`, `\x{263a}`, `\pL`) is matched over UTF-8.
/// - Its groups without a name capture nothing.
///
/// The syntax is that of <https://github.com/google/re2/wiki/Syntax>.
public final class Pattern: Sendable {
    /// The expression as it was written.
    public let expression: String
    /// Whether the match goes on to the end of the line in which it ends.
    public let wholeLine: Bool
    /// The names of its groups, in order.
    public var names: [String] { program.names }

    /// Whether it holds only when a byte after the match is there, which is not part of the match.
    public var looksAhead: Bool { lookahead > .nothing }

    private let program: Program
    private let lookahead: Lookahead
    /// Whether it may hold before anything has arrived: it is asked that at each step.
    private let mayHoldInNothing: Bool

    /// Compiles an expression, within `PatternLimits`.
    ///
    /// - Parameter wholeLine: Whether the rest of the line in which it matches is consumed too; a
    ///   match that ends with LF has none.
    public init(_ expression: String, wholeLine: Bool = false) throws(PatternError) {
        let bytesCount = expression.utf8.count
        guard bytesCount <= PatternLimits.expressionBytesMax else { throw .tooLong(bytesCount) }
        let scanner = try ExpressionScanner(expression)
        let program = try Self.compile(scanner, of: expression)
        try Self.check(names: program.names)
        guard !PlacesReader.matchesNowhere(scanner) else {
            throw .matchesNowhere
        }
        self.expression = expression
        self.wholeLine = wholeLine
        self.program = wholeLine ? try Self.extend(program, scanner) : program
        lookahead = scanner.lookahead
        mayHoldInNothing = Self.matchesNothing(self.program)
    }

    /// The shortest prefix of `bytes` in which it matches.
    ///
    /// - Parameters:
    ///   - bytes: The byte before the rest, LF at the beginning of the stream, and the rest.
    ///   - known: It is known not to match in prefixes up to this one; 0 is for none.
    ///   - hasEnded: Whether the stream ends with `bytes`: then as if a line ended there.
    /// - Returns: How many of `bytes` the prefix has.
    public func firstEnd(in bytes: Span<UInt8>, beyond known: Int, hasEnded: Bool) -> Int? {
        precondition(!bytes.isEmpty, "the byte before the rest is missing")
        let first = max(known, 0) + 1
        if lookahead == .nothing { return firstMatchEnd(in: bytes, notBefore: first) }
        var text = Program.copy(bytes)
        let count = bytes.count
        guard first <= count, holds(&text, end: count) else {
            return hasEnded && holds(&text, end: count, before: .lineFeed) ? count : nil
        }
        return Self.shortest(first...count) { holds(&text, end: $0) }
    }

    /// The shortest prefix in which it matches, whatever comes next.
    private func firstMatchEnd(in bytes: Span<UInt8>, notBefore first: Int) -> Int? {
        guard first <= bytes.count, bytes.count > 1 || mayHoldInNothing,
            let end = program.matchEnd(bytes)
        else { return nil }
        // Where a match ends it holds, and usually no sooner: two searches tell the most.
        guard first < end, program.matches(bytes, count: end - 1, end: end - 1) else {
            return max(first, end)
        }
        return Self.shortest(first...end - 1) { program.matches(bytes, count: $0, end: $0) }
    }

    /// The shortest of some lengths that holds; the longest does.
    ///
    /// A prefix of a prefix in which it does not match is another, so halving finds the first.
    private static func shortest(_ lengths: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (lengths.lowerBound, lengths.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return high
    }

    /// The first match in `bytes`, which are a prefix that `firstEnd` found, or a longer one.
    ///
    /// A byte that `$` or `\b` only looked at is not part of it: it belongs to the rest.
    /// - Parameters:
    ///   - bytes: As for `firstEnd`.
    ///   - hasEnded: Whether the stream ends with `bytes`.
    public func match(in bytes: Span<UInt8>, hasEnded: Bool) -> PatternMatch? {
        precondition(!bytes.isEmpty, "the byte before the rest is missing")
        let count = bytes.count
        if lookahead == .nothing { return program.match(bytes, count: count, end: count) }
        var text = Program.copy(bytes)
        if hasEnded { return match(&text, before: .lineFeed) }
        guard let match = match(&text, before: .space) else { return nil }
        if lookahead == .lineEnd { return match }
        guard let other = self.match(&text, before: .letter) else { return nil }
        if other == match { return match }
        // It depends on what comes next: a match that does not goes before.
        return program.match(bytes, count: count, end: max(count - 1, 1)) ?? match
    }
}

extension Pattern: Hashable {
    /// Whether two patterns match the same: the same expression, extended to the line or not.
    public static func == (one: Pattern, other: Pattern) -> Bool {
        one.expression == other.expression && one.wholeLine == other.wholeLine
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(expression)
        hasher.combine(wholeLine)
    }
}

// MARK: What comes next

extension UInt8 {
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let letter = UInt8(ascii: "a")
}

extension Pattern {
    /// Whether it matches in the first `end` bytes, whatever comes next.
    ///
    /// To `$` all but a line end is the same, and to `\b` there are letters and others.
    private func holds(_ text: inout [UInt8], end: Int) -> Bool {
        holds(&text, end: end, before: .space)
            && (lookahead == .lineEnd || holds(&text, end: end, before: .letter))
    }

    private func holds(_ text: inout [UInt8], end: Int, before next: UInt8) -> Bool {
        let hidden = text[end]
        text[end] = next
        defer { text[end] = hidden }
        return program.matches(text.span, count: end + 1, end: end)
    }

    private func match(_ text: inout [UInt8], before next: UInt8) -> PatternMatch? {
        text[text.count - 1] = next
        return program.match(text.span, count: text.count, end: text.count - 1)
    }
}

// MARK: Compiling

extension Pattern {
    private static let byLines = Array("(?m)".utf8)

    private static func compile(
        _ scanner: ExpressionScanner, of expression: String
    ) throws(PatternError) -> Program {
        do {
            return try Program(byLines + scanner.compiled, isText: scanner.isText)
        } catch .syntax(let fault, let piece) {
            // Says it of the expression as it was written.
            _ = try Program(Array(expression.utf8), isText: scanner.isText)
            throw .syntax(fault, at: piece)
        }
    }

    private static func check(names: [String]) throws(PatternError) {
        guard names.count <= PatternLimits.namedGroupsMax else { throw .tooManyNames(names.count) }
        for (place, name) in names.enumerated() where names[..<place].contains(name) {
            throw .duplicateName(name)
        }
    }

    /// The program that goes on to the end of the line.
    private static func extend(
        _ program: Program, _ scanner: ExpressionScanner
    ) throws(PatternError) -> Program {
        // After a match that took the line end `^` holds, and nothing is left to take. But it holds
        // as well at the beginning of a line, where the match must not be empty.
        let rest = matchesNothing(program) ? #"[^\n]*\n"# : #"(?:^|[^\n]*\n)"#
        return try Program(
            byLines + Array("(?:".utf8) + scanner.compiled + Array(")\(rest)".utf8),
            isText: scanner.isText)
    }

    /// Whether the empty text matches somewhere, whatever stands around it.
    private static func matchesNothing(_ program: Program) -> Bool {
        let around: [UInt8] = [.lineFeed, .space, .letter]
        return around.contains { before in
            around.contains { after in program.matches([before, after].span, count: 2, end: 1) }
        }
    }
}
