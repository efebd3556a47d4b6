/// Reads request heads from the bytes of a connection, however they are cut into pieces.
///
/// The rules are those of RFC 9112 without its leniencies: what two readers could understand in two
/// ways is refused. The answer depends on the bytes only, never on how they were cut. After an
/// error the connection is of no use, because nobody knows where the next request would begin.
public struct HTTPRequestHeadParser: Sendable {
    private var scanner = HTTPLineScanner(headBytesMax: HTTPHeadLimits.headBytesMax)
    private var state = State.requestLine(emptyLines: 0)
    private var fields: [HTTPField] = []

    /// A parser at the beginning of a connection.
    public init() {}

    /// Whether bytes of a request have arrived that was not handed out yet.
    public var holdsBytes: Bool { scanner.holdsBytes }

    /// Takes in what arrived; the caller bounds it by asking ``next()`` after each piece.
    public mutating func receive(_ bytes: [UInt8]) {
        scanner.receive(bytes)
    }

    /// Reads on; at most one request a call, so that those after it stay where they are.
    ///
    /// Throws the first thing that is wrong, and the same again at each further call.
    public mutating func next() throws(HTTPRequestError) -> HTTPRequestStep {
        if case .failed(let error) = state { throw error }
        do throws(HTTPRequestError) {
            return try step()
        } catch {
            state = .failed(error)
            throw error
        }
    }

    private enum State: Sendable {
        case requestLine(emptyLines: Int)
        case fields(after: HTTPRequestLine)
        case failed(HTTPRequestError)
    }

    private mutating func step() throws(HTTPRequestError) -> HTTPRequestStep {
        while let line = try nextLine() {
            switch state {
            case .requestLine(let emptyLines) where line.isEmpty:
                // RFC 9112 section 2.2: some old clients end a body with an extra line.
                guard emptyLines < HTTPHeadLimits.emptyLinesMax else {
                    throw .malformedRequestLine
                }
                state = .requestLine(emptyLines: emptyLines + 1)
            case .requestLine:
                state = .fields(after: try HTTPRequestLine(line))
            case .fields(let requestLine) where line.isEmpty:
                return .parsed(try finish(requestLine))
            case .fields:
                guard fields.count < HTTPHeadLimits.fieldsMax else { throw .tooManyFields }
                try append(line)
            case .failed(let error):
                throw error
            }
        }
        return .needsMore
    }

    private mutating func nextLine() throws(HTTPRequestError) -> ArraySlice<UInt8>? {
        let isRequestLine = if case .requestLine = state { true } else { false }
        do throws(HTTPSyntaxError) {
            return try scanner.nextLine(
                lineBytesMax: isRequestLine ? HTTPHeadLimits.requestLineBytesMax : .max)
        } catch {
            throw HTTPRequestError(error)
        }
    }

    private mutating func append(_ line: ArraySlice<UInt8>) throws(HTTPRequestError) {
        do throws(HTTPSyntaxError) {
            fields.append(try HTTPField(line))
        } catch {
            throw HTTPRequestError(error)
        }
    }

    private mutating func finish(
        _ requestLine: HTTPRequestLine
    ) throws(HTTPRequestError) -> HTTPRequestHead {
        let head = HTTPRequestHead(
            method: requestLine.method, path: requestLine.target.path,
            query: requestLine.target.query, version: requestLine.version, fields: fields)
        try HTTPRequestRules.check(head)
        fields.removeAll(keepingCapacity: true)
        state = .requestLine(emptyLines: 0)
        scanner.discardScanned()
        return head
    }
}

/// How far a request head has come.
public enum HTTPRequestStep: Equatable, Sendable {
    /// What has arrived holds no whole head.
    case needsMore
    /// A whole head; the bytes after it belong to the next request.
    case parsed(HTTPRequestHead)
}

/// How much a request head may hold.
public enum HTTPHeadLimits {
    /// Bytes of the request line without its line end; with more it is a 414.
    public static let requestLineBytesMax = 4_096
    /// Bytes from the first of the request line to the empty line, line ends included; else a 431.
    public static let headBytesMax = 8_192
    /// Field lines; with more it is a 431.
    public static let fieldsMax = 64
    /// Empty lines that are overlooked before a request line (RFC 9112 section 2.2).
    public static let emptyLinesMax = 1
}
