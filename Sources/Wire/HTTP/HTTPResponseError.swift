/// Why a response cannot be read: one name a cause.
public enum HTTPResponseError: Error, CaseIterable, Equatable, Sendable {
    /// LF without CR before it.
    case bareLineFeed
    /// CR without LF after it.
    case bareCarriageReturn
    /// NUL, another control character, or DEL.
    case controlCharacter
    /// Not version, status and words with one space between.
    case malformedStatusLine
    /// Not `HTTP/`, a digit, a dot, a digit.
    case malformedVersion
    /// HTTP, but not 1.x.
    case unsupportedVersion
    /// Not a number from 100 to 999.
    case malformedStatus
    /// A head of more than ``HTTPResponseLimits/headBytesMax``.
    case headTooLong
    /// More than ``HTTPResponseLimits/fieldLinesMax`` lines of fields.
    case tooManyFields
    /// The continuation of a field before the first one, or among trailers.
    case foldedField
    /// A line without a colon where a field should stand.
    case malformedField
    /// A space or a tab between name and colon.
    case spaceBeforeColon
    /// The name is no token.
    case malformedFieldName
    /// More than ``HTTPResponseLimits/interimHeadsMax`` heads of the kind 1xx.
    case tooManyInterimHeads
    /// A Content-Length that is no number.
    case malformedContentLength
    /// More than one Content-Length, and they differ.
    case conflictingLengths
    /// Content-Length together with Transfer-Encoding.
    case contradictoryLength
    /// A Transfer-Encoding other than `chunked`, or one in HTTP/1.0.
    case unknownTransferCoding
    /// A chunk that does not begin with its size.
    case malformedChunkSize
    /// A chunk that is not over where its size says.
    case malformedChunkEnd
    /// More than ``HTTPResponseLimits/chunkExtensionBytesMax`` around the chunks.
    case chunkExtensionsTooLong
    /// More than ``HTTPResponseLimits/trailerBytesMax`` behind the last chunk.
    case trailersTooLong
    /// A body of more than ``HTTPResponseLimits/bodyBytesMax``.
    case bodyTooLong
    /// The connection ended before the response.
    case endedEarly

    init(_ error: HTTPSyntaxError) {
        self =
            switch error {
            case .bareLineFeed: .bareLineFeed
            case .bareCarriageReturn: .bareCarriageReturn
            case .controlCharacter: .controlCharacter
            case .lineTooLong, .headTooLong: .headTooLong
            case .foldedField: .foldedField
            case .malformedField: .malformedField
            case .spaceBeforeColon: .spaceBeforeColon
            case .malformedFieldName: .malformedFieldName
            case .malformedVersion: .malformedVersion
            case .unsupportedVersion: .unsupportedVersion
            }
    }

    /// What is wrong, for people; never a word of the response.
    public var explanation: StaticString {
        switch self {
        case .bareLineFeed: "a line ends in LF without CR"
        case .bareCarriageReturn: "a CR is not followed by LF"
        case .controlCharacter: "it holds a control character where none may stand"
        case .malformedStatusLine: "it does not begin with version and status"
        case .malformedVersion: "its version is not of the form HTTP/1.1"
        case .unsupportedVersion: "its version is neither HTTP/1.0 nor HTTP/1.1"
        case .malformedStatus: "its status is not a number from 100 to 999"
        case .headTooLong: "its head is too long"
        case .tooManyFields: "it has too many fields"
        case .foldedField: "a line begins with a space and continues no field"
        case .malformedField: "a line of a field has no colon"
        case .spaceBeforeColon: "a space stands before the colon of a field"
        case .malformedFieldName: "the name of a field is not a token"
        case .tooManyInterimHeads: "one interim response follows another"
        case .malformedContentLength: "its Content-Length is not a number"
        case .conflictingLengths: "its Content-Lengths differ"
        case .contradictoryLength: "it has both Content-Length and Transfer-Encoding"
        case .unknownTransferCoding: "its Transfer-Encoding is not understood"
        case .malformedChunkSize: "a chunk does not begin with its size"
        case .malformedChunkEnd: "a chunk does not end where its size says"
        case .chunkExtensionsTooLong: "the extensions of its chunks are too long"
        case .trailersTooLong: "its trailers are too long"
        case .bodyTooLong: "its body is too long"
        case .endedEarly: "the connection ended before it did"
        }
    }
}
