/// Reads one response from the bytes of a connection, however they are cut into pieces.
///
/// What stands behind the response is passed over: the connection is to be dropped after it.
public struct HTTPResponseReader: Sendable {
    private let method: HTTPMethod
    private let limits: HTTPResponseLimits
    private var parser: HTTPResponseHeadParser
    /// Nil until the head is whole.
    private var arriving: Arriving?
    private var failure: HTTPResponseError?

    private struct Arriving: Sendable {
        let head: HTTPReceivedHead
        var body: HTTPBodyReader

        var response: HTTPReceivedResponse? {
            body.isComplete ? HTTPReceivedResponse(head: head, body: body.bytes) : nil
        }
    }

    /// A reader of the answer to a request with `method`.
    public init(answering method: HTTPMethod, limits: HTTPResponseLimits) {
        self.method = method
        self.limits = limits
        parser = HTTPResponseHeadParser(limits: limits)
    }

    /// Takes in what arrived; the response once it is whole.
    ///
    /// Throws the first thing that is wrong, and the same again at each further call.
    public mutating func receive(
        _ bytes: [UInt8]
    ) throws(HTTPResponseError) -> HTTPReceivedResponse? {
        if let failure { throw failure }
        do throws(HTTPResponseError) {
            try take(bytes)
        } catch {
            failure = error
            throw error
        }
        return arriving?.response
    }

    /// Hears that the connection has ended, which may be the end of the response.
    public mutating func end() throws(HTTPResponseError) -> HTTPReceivedResponse {
        if let failure { throw failure }
        try arriving?.body.end()
        guard let response = arriving?.response else { throw .endedEarly }
        return response
    }

    private mutating func take(_ bytes: [UInt8]) throws(HTTPResponseError) {
        // Not taken out and put back: the body would be copied with each piece.
        guard arriving == nil else {
            try arriving?.body.receive(bytes)
            return
        }
        parser.receive(bytes)
        guard case .parsed(let head) = try parser.next() else { return }
        let framing = try head.bodyFraming(answering: method)
        var body = try HTTPBodyReader(framing, limits: limits)
        try body.receive(parser.takeRest())
        arriving = Arriving(head: head, body: body)
    }
}

/// A whole response.
public struct HTTPReceivedResponse: Equatable, Sendable {
    /// Its status and its fields.
    public let head: HTTPReceivedHead
    /// What the head is about, without what framed it.
    public let body: [UInt8]

    /// A response of these parts; the reader makes those that came from a server.
    public init(head: HTTPReceivedHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}
