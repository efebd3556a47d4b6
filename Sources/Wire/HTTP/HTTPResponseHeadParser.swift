/// Reads the head of a response from the bytes of a connection, however they are cut into pieces.
///
/// Heads of the kind 1xx are passed over, but for 101, behind which another protocol is spoken
/// (RFC 9110 section 15.2). The answer depends on the bytes only, never on how they were cut.
public struct HTTPResponseHeadParser: Sendable {
    private let limits: HTTPResponseLimits
    private var scanner: HTTPLineScanner
    private var state = State.statusLine
    private var fields: [HTTPField] = []
    private var fieldLines = 0
    private var interimHeads = 0

    /// A parser at the beginning of a response.
    public init(limits: HTTPResponseLimits) {
        self.limits = limits
        scanner = HTTPLineScanner(headBytesMax: limits.headBytesMax)
    }

    /// Takes in what arrived; the caller bounds it by asking ``next()`` after each piece.
    public mutating func receive(_ bytes: [UInt8]) {
        scanner.receive(bytes)
    }

    /// Reads on, as far as the head of the response.
    ///
    /// Throws the first thing that is wrong, and the same again at each further call.
    public mutating func next() throws(HTTPResponseError) -> HTTPResponseStep {
        if case .failed(let error) = state { throw error }
        do throws(HTTPResponseError) {
            return try step()
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// Hands over what stands behind the head: the body, and all that follows it.
    public mutating func takeRest() -> [UInt8] {
        scanner.takeRest()
    }

    private enum State: Sendable {
        case statusLine
        case fields(after: HTTPStatusLine)
        case failed(HTTPResponseError)
    }

    private mutating func step() throws(HTTPResponseError) -> HTTPResponseStep {
        while let line = try nextLine() {
            switch state {
            case .statusLine: state = .fields(after: try HTTPStatusLine(line))
            case .fields(let statusLine) where line.isEmpty:
                if let head = try finish(statusLine) { return .parsed(head) }
            case .fields: try append(line)
            case .failed(let error): throw error
            }
        }
        return .needsMore
    }

    private mutating func nextLine() throws(HTTPResponseError) -> ArraySlice<UInt8>? {
        do throws(HTTPSyntaxError) {
            return try scanner.nextLine()
        } catch {
            throw HTTPResponseError(error)
        }
    }

    private mutating func append(_ line: ArraySlice<UInt8>) throws(HTTPResponseError) {
        guard fieldLines < limits.fieldLinesMax else { throw .tooManyFields }
        fieldLines += 1
        // RFC 9112 section 5.2: who reads responses for a user puts a space in place of the fold.
        if line.first == HTTPGrammar.space || line.first == HTTPGrammar.tab,
            let last = fields.popLast()
        {
            let more = String(decoding: HTTPGrammar.trimmed(line), as: UTF8.self)
            let isEither = last.value.isEmpty || more.isEmpty
            let value = isEither ? last.value + more : "\(last.value) \(more)"
            fields.append(HTTPField(name: last.name, value: value))
            return
        }
        do throws(HTTPSyntaxError) {
            fields.append(try HTTPField(line))
        } catch {
            throw HTTPResponseError(error)
        }
    }

    /// The head that is whole now; nil where it was an interim one.
    private mutating func finish(
        _ statusLine: HTTPStatusLine
    ) throws(HTTPResponseError) -> HTTPReceivedHead? {
        let head = HTTPReceivedHead(
            version: statusLine.version, status: statusLine.status, fields: fields)
        fields.removeAll(keepingCapacity: true)
        fieldLines = 0
        state = .statusLine
        scanner.discardScanned()
        guard 100...199 ~= head.status, head.status != 101 else { return head }
        guard interimHeads < limits.interimHeadsMax else { throw .tooManyInterimHeads }
        interimHeads += 1
        return nil
    }
}

/// How far the head of a response has come.
public enum HTTPResponseStep: Equatable, Sendable {
    /// What has arrived holds no whole head.
    case needsMore
    /// The head; what stands behind it is the body.
    case parsed(HTTPReceivedHead)
}
