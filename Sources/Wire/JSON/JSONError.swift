/// What is wrong with a text that should be JSON, and where.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let fault: JSONFault
    /// Bytes before the place.
    public let offset: Int
    /// The line that the place is in, from 1.
    public let line: Int
    /// Which of its characters (Unicode scalars) it is, from 1.
    public let column: Int

    /// A fault before which so many bytes of a text are right.
    init(_ fault: JSONFault, at offset: Int, in bytes: [UInt8]) {
        self.fault = fault
        self.offset = offset
        let before = bytes[..<offset]
        let end = before.lastIndex(of: UInt8(ascii: "\n"))
        let lineStart = end.map { $0 + 1 } ?? (before.starts(with: JSONReader.mark) ? 3 : 0)
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + before[min(lineStart, offset)...].count { $0 & 0xc0 != 0x80 }
    }

    /// Place and fault: `line 3, column 7: a value must stand here`.
    public var description: String { "line \(line), column \(column): \(fault.words)" }
}

/// Why a text is no JSON, or none that is read: one name a cause.
public enum JSONFault: Error, CaseIterable, Equatable, Sendable {
    /// More than ``JSONLimits/bytesMax``.
    case tooLarge
    /// More than ``JSONLimits/depthMax`` arrays and objects in each other.
    case tooDeep
    /// More than ``JSONLimits/valuesMax``.
    case tooManyValues
    /// The text is over before the value is; an empty one has none.
    case endsEarly
    /// Not the beginning of a value, as after a comma too many.
    case expectedValue
    /// Not the quotation mark of the name of a member.
    case expectedName
    /// No colon after a name.
    case expectedColon
    /// Neither a comma nor the end of the array.
    case expectedCommaOrBracket
    /// Neither a comma nor the end of the object.
    case expectedCommaOrBrace
    /// Something after the value.
    case expectedEnd
    /// Digits and signs that are no number, such as `01`.
    case malformedNumber
    /// One of U+0000 to U+001F, as it is, in a text.
    case controlCharacter
    /// A backslash before what it does not escape.
    case malformedEscape
    /// Half of a pair of surrogates: no character.
    case loneSurrogate
    /// A byte that is no part of a character.
    case invalidUTF8
    /// The object has a member of that name already.
    case duplicateName

    /// The fault for people.
    public var words: String {
        switch self {
        case .tooLarge: "there are more than \(JSONLimits.bytesMax) bytes"
        case .tooDeep: "more than \(JSONLimits.depthMax) arrays and objects stand in each other"
        case .tooManyValues: "there are more than \(JSONLimits.valuesMax) values"
        case .endsEarly: "the text ends too early"
        case .expectedValue: "a value must stand here"
        case .expectedName: "a name in quotes must stand here"
        case .expectedColon: "a colon must stand here"
        case .expectedCommaOrBracket: "a comma or ] must stand here"
        case .expectedCommaOrBrace: "a comma or } must stand here"
        case .expectedEnd: "nothing may follow the value"
        case .malformedNumber: "this is no number"
        case .controlCharacter: "a control character must be escaped"
        case .malformedEscape: "this is no escape"
        case .loneSurrogate: "this is half of a pair of surrogates"
        case .invalidUTF8: "this is no UTF-8"
        case .duplicateName: "the name is there already"
        }
    }
}
