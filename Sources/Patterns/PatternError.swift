/// Why an expression is refused when it is loaded.
public enum PatternError: Error, Hashable, Sendable {
    /// It has so many bytes, more than `PatternLimits.expressionBytesMax`.
    case tooLong(Int)
    /// It is no expression of RE2: what is wrong, and the piece that is.
    case syntax(PatternFault, at: String)
    /// `\A`: what arrives is searched from where the last match ended.
    case beginningOfText
    /// `\z` or `\Z`: a stream has no end before the peer closes it.
    case endOfText(String)
    /// A group of flags, such as `(?-m)`, that turns the matching by lines off.
    case linesTurnedOff
    /// No text matches it.
    case matchesNowhere
    /// It compiles to more than `PatternLimits.programInstructionsMax`.
    case programTooLarge
    /// It has so many named groups, more than `PatternLimits.namedGroupsMax`.
    case tooManyNames(Int)
    /// Two groups have this name, which RE2 allows.
    case duplicateName(String)
    /// There is no memory for it.
    case memory
}

extension PatternError: CustomStringConvertible {
    /// What is wrong, on one line, whatever the expression holds.
    public var problem: String {
        switch self {
        case .tooLong(let count):
            "the expression has \(count) bytes, more than \(PatternLimits.expressionBytesMax)"
        case .syntax(let fault, let piece):
            piece.isEmpty ? fault.problem : "\(fault.problem): \(Excerpt.of(piece))"
        case .beginningOfText:
            #"\A is the beginning of a text, and a stream is searched on from the last match"#
        case .endOfText(let escape):
            "\(Excerpt.of(escape)) is the end of a text, and a stream has none before it is closed"
        case .linesTurnedOff:
            "(?-m) turns off that ^ and $ stand at the ends of lines"
        case .matchesNowhere:
            "no text can match the expression"
        case .programTooLarge:
            "the expression compiles to more than \(PatternLimits.programInstructionsMax) "
                + "instructions"
        case .tooManyNames(let count):
            "the expression has \(count) named groups, more than \(PatternLimits.namedGroupsMax)"
        case .duplicateName(let name):
            "two groups have the name \(Excerpt.of(name))"
        case .memory:
            "there is no memory for the expression"
        }
    }

    /// What to write instead.
    public var remedy: String {
        switch self {
        case .tooLong: "write a shorter one, or split it into two steps"
        case .syntax(let fault, _): fault.remedy
        case .beginningOfText: "write ^, the beginning of a line"
        case .endOfText: "write $, the end of a line, or leave it out"
        case .linesTurnedOff: "leave m out"
        case .matchesNowhere:
            #"write the line's text before $ and after ^, and \b only where a word ends or begins"#
        case .programTooLarge: "repeat less: a{1000} is a thousand times a"
        case .tooManyNames: "name only what is captured, or capture in two steps"
        case .duplicateName: "give each group a name of its own"
        case .memory: "free some, and load it again"
        }
    }

    /// The problem and the remedy, as one sentence.
    public var description: String { "\(problem); \(remedy)" }
}
