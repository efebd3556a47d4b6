/// What is wrong with a line of a head, whoever wrote it: one name a cause.
///
/// ``HTTPRequestError`` and ``HTTPResponseError`` have each of them under the same name.
enum HTTPSyntaxError: Error {
    /// LF without CR before it.
    case bareLineFeed
    /// CR without LF after it.
    case bareCarriageReturn
    /// NUL, another control character, or DEL.
    case controlCharacter
    /// A first line of more than it may have.
    case lineTooLong
    /// More bytes than the head may have.
    case headTooLong
    /// A line that begins with a space or a tab (obs-fold).
    case foldedField
    /// A line without a colon where a field should stand.
    case malformedField
    /// A space or a tab between name and colon.
    case spaceBeforeColon
    /// The name is no token.
    case malformedFieldName
    /// Not `HTTP/`, a digit, a dot, a digit.
    case malformedVersion
    /// HTTP, but not 1.x.
    case unsupportedVersion
}

extension HTTPRequestError {
    init(_ error: HTTPSyntaxError) {
        self =
            switch error {
            case .bareLineFeed: .bareLineFeed
            case .bareCarriageReturn: .bareCarriageReturn
            case .controlCharacter: .controlCharacter
            case .lineTooLong: .requestLineTooLong
            case .headTooLong: .headTooLong
            case .foldedField: .foldedField
            case .malformedField: .malformedField
            case .spaceBeforeColon: .spaceBeforeColon
            case .malformedFieldName: .malformedFieldName
            case .malformedVersion: .malformedVersion
            case .unsupportedVersion: .unsupportedVersion
            }
    }
}
