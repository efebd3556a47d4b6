/// Why a request head is refused: one name a cause.
public enum HTTPRequestError: Error, CaseIterable, Equatable, Sendable {
    /// LF without CR before it.
    case bareLineFeed
    /// CR without LF after it.
    case bareCarriageReturn
    /// NUL, another control character, or DEL.
    case controlCharacter
    /// Not method, target and version with one space between.
    case malformedRequestLine
    /// The method is no token.
    case malformedMethod
    /// Neither a path nor an http URI, or with characters that RFC 3986 does not allow there.
    case malformedTarget
    /// Not `HTTP/`, a digit, a dot, a digit.
    case malformedVersion
    /// HTTP, but not 1.x.
    case unsupportedVersion
    /// A request line of more than ``HTTPHeadLimits/requestLineBytesMax``.
    case requestLineTooLong
    /// A head of more than ``HTTPHeadLimits/headBytesMax``.
    case headTooLong
    /// More than ``HTTPHeadLimits/fieldsMax`` fields.
    case tooManyFields
    /// A line that begins with a space or a tab (obs-fold).
    case foldedField
    /// A line without a colon where a field should stand.
    case malformedField
    /// A space or a tab between name and colon.
    case spaceBeforeColon
    /// The name is no token.
    case malformedFieldName
    /// HTTP/1.1 without a Host field.
    case missingHost
    /// More than one Host field.
    case repeatedHost
    /// A Host field that is no `host` or `host:port`.
    case malformedHost
    /// A Content-Length that is no number.
    case malformedContentLength
    /// More than one Content-Length, even where they agree.
    case repeatedContentLength
    /// Content-Length together with Transfer-Encoding.
    case contradictoryLength
    /// A Transfer-Encoding other than `chunked`, or one in HTTP/1.0.
    case unknownTransferCoding
    /// A body, properly announced.
    case bodyNotAccepted

    /// With which status it is answered.
    public var status: HTTPStatus {
        switch self {
        case .unsupportedVersion: .httpVersionNotSupported
        case .requestLineTooLong: .uriTooLong
        case .headTooLong, .tooManyFields: .requestHeaderFieldsTooLarge
        case .bodyNotAccepted: .contentTooLarge
        case .bareLineFeed, .bareCarriageReturn, .controlCharacter, .malformedRequestLine,
            .malformedMethod, .malformedTarget, .malformedVersion, .foldedField, .malformedField,
            .spaceBeforeColon, .malformedFieldName, .missingHost, .repeatedHost, .malformedHost,
            .malformedContentLength, .repeatedContentLength, .contradictoryLength,
            .unknownTransferCoding:
            .badRequest
        }
    }

    /// What is wrong, for who wrote the client; never a word of the request.
    public var explanation: StaticString {
        switch self {
        case .bareLineFeed: "A line ends in LF without CR."
        case .bareCarriageReturn: "A CR is not followed by LF."
        case .controlCharacter: "The head holds a control character."
        case .malformedRequestLine: "The request line is not method, target and version."
        case .malformedMethod: "The method is not a token."
        case .malformedTarget: "The request target is neither a path nor an http URI."
        case .malformedVersion: "The version is not of the form HTTP/1.1."
        case .unsupportedVersion: "Only HTTP/1.0 and HTTP/1.1 are spoken here."
        case .requestLineTooLong: "The request line is too long."
        case .headTooLong: "The request head is too long."
        case .tooManyFields: "The request has too many fields."
        case .foldedField: "A field line begins with a space."
        case .malformedField: "A field line has no colon."
        case .spaceBeforeColon: "A space stands before the colon of a field."
        case .malformedFieldName: "The name of a field is not a token."
        case .missingHost: "The Host field is missing."
        case .repeatedHost: "There is more than one Host field."
        case .malformedHost: "The Host field is not a host with or without a port."
        case .malformedContentLength: "The Content-Length is not a number."
        case .repeatedContentLength: "There is more than one Content-Length."
        case .contradictoryLength: "Content-Length and Transfer-Encoding exclude each other."
        case .unknownTransferCoding: "The Transfer-Encoding is not understood."
        case .bodyNotAccepted: "A request may not have a body here."
        }
    }
}
