/// Reads the body of a response from the bytes behind its head, however they are cut into pieces.
///
/// RFC 9112 sections 6 and 7.1. Extensions of chunks and trailers are checked and forgotten. What
/// stands behind the body is passed over.
public struct HTTPBodyReader: Sendable {
    /// What has been read of the body.
    public private(set) var bytes: [UInt8] = []
    private let limits: HTTPResponseLimits
    private var state: State
    /// Holds the line before a chunk, or the trailers.
    private var scanner: HTTPLineScanner
    private var extensionBytes = 0

    private enum State: Sendable {
        case counted(bytesLeft: Int)
        case untilClose
        case chunkSize
        case chunk(bytesLeft: Int)
        case chunkEnd(followsCarriageReturn: Bool)
        case trailers(lines: Int)
        case complete
        case failed(HTTPResponseError)
    }

    /// A reader at the beginning of a body; throws where it is said to be too long.
    public init(
        _ framing: HTTPBodyFraming, limits: HTTPResponseLimits
    ) throws(HTTPResponseError) {
        self.limits = limits
        scanner = HTTPLineScanner(
            headBytesMax: HTTPChunkSize.digitsMax + limits.chunkExtensionBytesMax)
        switch framing {
        case .length(let length):
            guard length <= limits.bodyBytesMax else { throw .bodyTooLong }
            state = length == 0 ? .complete : .counted(bytesLeft: length)
        case .chunked: state = .chunkSize
        case .untilClose: state = .untilClose
        }
    }

    /// Whether the body is whole.
    public var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// Reads what arrived.
    ///
    /// Throws the first thing that is wrong, and the same again at each further call.
    public mutating func receive(_ piece: [UInt8]) throws(HTTPResponseError) {
        var rest = piece[...]
        do throws(HTTPResponseError) {
            while !rest.isEmpty, !isComplete { try take(&rest) }
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// Hears that the connection has ended, which may be the end of the body.
    public mutating func end() throws(HTTPResponseError) {
        switch state {
        case .complete: break
        case .untilClose: state = .complete
        case .failed(let error): throw error
        case .counted, .chunkSize, .chunk, .chunkEnd, .trailers:
            state = .failed(.endedEarly)
            throw .endedEarly
        }
    }

    private mutating func take(_ rest: inout ArraySlice<UInt8>) throws(HTTPResponseError) {
        switch state {
        case .counted(let bytesLeft):
            let left = append(bytesLeft, of: &rest)
            state = left == 0 ? .complete : .counted(bytesLeft: left)
        case .untilClose:
            guard rest.count <= limits.bodyBytesMax - bytes.count else { throw .bodyTooLong }
            _ = append(rest.count, of: &rest)
        case .chunkSize:
            if let line = try nextLine(of: &rest) { try beginChunk(line) }
        case .chunk(let bytesLeft):
            let left = append(bytesLeft, of: &rest)
            state =
                left == 0 ? .chunkEnd(followsCarriageReturn: false) : .chunk(bytesLeft: left)
        case .chunkEnd(let followsCarriageReturn):
            let end = followsCarriageReturn ? HTTPGrammar.lineFeed : HTTPGrammar.carriageReturn
            guard rest.popFirst() == end else { throw .malformedChunkEnd }
            state = followsCarriageReturn ? .chunkSize : .chunkEnd(followsCarriageReturn: true)
        case .trailers(let lines):
            if let line = try nextLine(of: &rest) { try pass(line, after: lines) }
        case .complete: break
        case .failed(let error): throw error
        }
    }

    /// Moves as many bytes as have arrived of `count`; returns how many are missing.
    private mutating func append(_ count: Int, of rest: inout ArraySlice<UInt8>) -> Int {
        let piece = rest.prefix(count)
        bytes += piece
        rest = rest[piece.endIndex...]
        return count - piece.count
    }

    private mutating func nextLine(
        of rest: inout ArraySlice<UInt8>
    ) throws(HTTPResponseError) -> ArraySlice<UInt8>? {
        // No more than one line, so that the bytes of a chunk are never moved for its frame.
        let end = rest.firstIndex(of: HTTPGrammar.lineFeed).map { $0 + 1 } ?? rest.endIndex
        scanner.receive(Array(rest[..<end]))
        rest = rest[end...]
        do throws(HTTPSyntaxError) {
            return try scanner.nextLine()
        } catch {
            guard error == .headTooLong else { throw HTTPResponseError(error) }
            if case .chunkSize = state { throw .chunkExtensionsTooLong }
            throw .trailersTooLong
        }
    }

    private mutating func beginChunk(_ line: ArraySlice<UInt8>) throws(HTTPResponseError) {
        scanner.discardScanned()
        extensionBytes += max(0, line.count - HTTPChunkSize.digitsMax)
        guard extensionBytes <= limits.chunkExtensionBytesMax else {
            throw .chunkExtensionsTooLong
        }
        guard let size = HTTPChunkSize(line) else { throw .malformedChunkSize }
        guard size.bytes <= limits.bodyBytesMax - bytes.count else { throw .bodyTooLong }
        guard size.bytes == 0 else { return state = .chunk(bytesLeft: size.bytes) }
        scanner = HTTPLineScanner(headBytesMax: limits.trailerBytesMax)
        state = .trailers(lines: 0)
    }

    private mutating func pass(
        _ line: ArraySlice<UInt8>, after lines: Int
    ) throws(HTTPResponseError) {
        guard !line.isEmpty else { return state = .complete }
        guard lines < limits.fieldLinesMax else { throw .tooManyFields }
        do throws(HTTPSyntaxError) {
            _ = try HTTPField(line)
        } catch {
            throw HTTPResponseError(error)
        }
        state = .trailers(lines: lines + 1)
    }
}

/// The size that stands before a chunk (RFC 9112 section 7.1).
struct HTTPChunkSize: Equatable {
    /// Digits of a number of 64 bits.
    static let digitsMax = 16

    /// 0 for the last chunk; `Int.max` for all that is more.
    let bytes: Int

    /// Reads `1f`, `1f;name=value`, `1f ;name`; nil for anything else.
    ///
    /// What the extensions say is nobody's business here.
    init?(_ line: ArraySlice<UInt8>) {
        let digits = line.prefix(while: HTTPGrammar.isHexadecimal)
        let rest = line[digits.endIndex...]
        let hasExtension = HTTPGrammar.trimmed(rest).first == UInt8(ascii: ";")
        guard !digits.isEmpty, rest.isEmpty || hasExtension else { return nil }
        bytes = Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? .max
    }
}
