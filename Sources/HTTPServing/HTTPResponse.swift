public import Wire

/// What a client is answered.
///
/// Field values are constants of the program (`StaticString`), so none can echo a request.
public struct HTTPResponse {
    /// How it went.
    public var status: HTTPStatus
    /// The media type of the body.
    public var contentType: StaticString
    /// Fields beyond those that every answer has.
    public var fields: [HTTPConstantField]
    /// The body.
    public var body: HTTPBody
    /// Under which name the answer is counted.
    public var handlerName: String

    /// An answer; `fields` as in `["Content-Encoding": "gzip"]`.
    public init(
        status: HTTPStatus = .ok, contentType: StaticString,
        fields: KeyValuePairs<StaticString, StaticString> = [:], body: HTTPBody,
        handlerName: String
    ) {
        self.status = status
        self.contentType = contentType
        self.fields = fields.map { HTTPConstantField($0, $1) }
        self.body = body
        self.handlerName = handlerName
    }

    /// A line of plain text.
    public static func text(
        _ line: StaticString, status: HTTPStatus = .ok,
        fields: KeyValuePairs<StaticString, StaticString> = [:], handlerName: String
    ) -> HTTPResponse {
        HTTPResponse(
            status: status, contentType: "text/plain; charset=utf-8", fields: fields,
            body: .bytes(Array("\(line)\n".utf8)), handlerName: handlerName)
    }

    /// How something went that was asked for: a 200, or a 500 where it has failed.
    public static func report(
        _ lines: String, hasFailed: Bool, handlerName: String
    ) -> HTTPResponse {
        HTTPResponse(
            status: hasFailed ? .internalServerError : .ok,
            contentType: "text/plain; charset=utf-8", body: .bytes(Array("\(lines)\n".utf8)),
            handlerName: handlerName)
    }

    /// A 403 with a line of plain text.
    public static func forbidden(_ line: StaticString, handlerName: String) -> HTTPResponse {
        text(line, status: .forbidden, handlerName: handlerName)
    }

    /// A 503 with a line of plain text and the advice to ask again in five seconds.
    public static func unavailable(_ line: StaticString, handlerName: String) -> HTTPResponse {
        text(
            line, status: .serviceUnavailable, fields: ["Retry-After": "5"],
            handlerName: handlerName)
    }
}

/// The body of an answer.
public enum HTTPBody {
    /// A short one, sent in one piece.
    case bytes([UInt8])
    /// A long one, made while it is sent.
    case stream(any BodyProducer)
}
