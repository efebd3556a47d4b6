/// What RE2 finds wrong with an expression, in the order of its own list (re2.h, `ErrorCode`).
public enum PatternFault: Int32, Hashable, Sendable, CaseIterable {
    /// Something that RE2 itself did not expect.
    case unexpected = 1
    /// A backslash before a letter that means nothing, or `\x` without its digits.
    case escape
    /// A class whose inside cannot be read.
    case characterClass
    /// A range whose end comes before its beginning, or a class whose name is unknown.
    case characterRange
    /// A `[` without its `]`.
    case missingBracket
    /// A `(` without its `)`.
    case missingParenthesis
    /// A `)` without its `(`.
    case unexpectedParenthesis
    /// A backslash at the very end.
    case trailingBackslash
    /// A `*`, `+`, `?` or `{2}` with nothing before it.
    case nothingToRepeat
    /// A number of repetitions above 1000, also when it is reached by nesting, or upside down.
    case repetitionCount
    /// Two repetitions in a row, such as `**`.
    case repeatedRepetition
    /// `(?` and something that is neither a flag nor a name.
    case flags
    /// Bytes that are no UTF-8.
    case encoding
    /// A name that is no word.
    case groupName

    /// What is wrong, in RE2's words where they say it.
    public var problem: String {
        switch self {
        case .unexpected: "RE2 cannot read the expression"
        case .escape: "invalid escape sequence"
        case .characterClass: "invalid character class"
        case .characterRange: "invalid character class range"
        case .missingBracket: "missing closing ]"
        case .missingParenthesis: "missing closing )"
        case .unexpectedParenthesis: "unexpected )"
        case .trailingBackslash: "a backslash at the end"
        case .nothingToRepeat: "nothing stands before the repetition"
        case .repetitionCount: "invalid number of repetitions"
        case .repeatedRepetition: "two repetitions in a row"
        case .flags: "unknown group"
        case .encoding: "invalid UTF-8"
        case .groupName: "invalid name of a group"
        }
    }

    /// What to write instead.
    public var remedy: String {
        switch self {
        case .unexpected: "write it another way"
        case .escape:
            #"write a letter as it is, punctuation as \. or \[, and a byte as \x00 to \xff"#
        case .characterClass: "write one such as [a-z0-9_.-]"
        case .characterRange: "write the lower end first, or a class such as [[:alpha:]]"
        case .missingBracket: #"close the class with ], or write \[ for the character"#
        case .missingParenthesis: #"close the group with ), or write \( for the character"#
        case .unexpectedParenthesis: #"open the group with (, or write \) for the character"#
        case .trailingBackslash: #"write \\ for the character"#
        case .nothingToRepeat: #"write what is repeated, or \* for the character"#
        case .repetitionCount:
            "write {least,most} with at most 1000, nested repetitions multiplied"
        case .repeatedRepetition: "write one, or put the inner one into (?:…)"
        case .flags:
            "write (?:…) for a group, (?P<name>…) for one with a name, (?i) to ignore case; "
                + "RE2 has no lookahead"
        case .encoding: "save the file as UTF-8"
        case .groupName: "write a word, such as (?P<version>[0-9.]+)"
        }
    }
}
