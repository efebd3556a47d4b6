/// The status line and the fields of an answer (RFC 9112 section 4).
///
/// Field values are constants of the program, numbers and a date, and the types leave no room for
/// anything else: nothing that a client sent can come back in a head.
public struct HTTPResponseHead: Sendable {
    /// How it went.
    public var status: HTTPStatus
    /// The time of the answer, in seconds since 1970-01-01T00:00:00Z.
    public var secondsSinceEpoch: Int64
    /// The fields beyond Date, Connection and those that frame the body.
    public var fields: [HTTPConstantField]
    /// How the client finds the end of the body.
    public var framing: HTTPBodyFraming
    /// What is said about the connection.
    public var persistence: HTTPPersistence

    /// A head of these parts.
    public init(
        status: HTTPStatus, secondsSinceEpoch: Int64, fields: [HTTPConstantField],
        framing: HTTPBodyFraming, persistence: HTTPPersistence
    ) {
        self.status = status
        self.secondsSinceEpoch = secondsSinceEpoch
        self.fields = fields
        self.framing = framing
        self.persistence = persistence
    }

    /// Appends the head with the empty line at its end.
    ///
    /// It says HTTP/1.1 to clients of 1.0 too (RFC 9110 section 6.2).
    public func append(to buffer: inout [UInt8]) {
        buffer += "HTTP/1.1 \(status.rawValue) \(status.reasonPhrase)\r\nDate: ".utf8
        HTTPDate.append(secondsSinceEpoch: secondsSinceEpoch, to: &buffer)
        buffer += "\r\n".utf8
        for field in fields { buffer += "\(field.name): \(field.value)\r\n".utf8 }
        switch framing {
        case .length(let bytes): buffer += "Content-Length: \(bytes)\r\n".utf8
        case .chunked: buffer += "Transfer-Encoding: chunked\r\n".utf8
        case .untilClose: break
        }
        switch persistence {
        case .close: buffer += "Connection: close\r\n".utf8
        case .keepAlive: buffer += "Connection: keep-alive\r\n".utf8
        case .unsaid: break
        }
        buffer += "\r\n".utf8
    }
}

/// How the end of a body is found (RFC 9112 section 6.3).
public enum HTTPBodyFraming: Equatable, Sendable {
    /// By counting so many bytes.
    case length(Int)
    /// By the last chunk; HTTP/1.1 only.
    case chunked
    /// By the end of the connection.
    case untilClose
}

/// What an answer says about the connection after it (RFC 9112 section 9.3).
public enum HTTPPersistence: Equatable, Sendable {
    /// It ends with this answer.
    case close
    /// It goes on; for clients of HTTP/1.0, which would not expect it.
    case keepAlive
    /// Nothing, by which HTTP/1.1 means that it goes on.
    case unsaid
}

/// A field whose name and value stand in the program's text.
public struct HTTPConstantField: Sendable {
    /// The name.
    public let name: StaticString
    /// The value.
    public let value: StaticString

    /// A field; the name must be a token and the value printable ASCII.
    public init(_ name: StaticString, _ value: StaticString) {
        precondition(HTTPGrammar.isToken(Array(name.description.utf8)), "a name is a token")
        precondition(
            value.description.utf8.allSatisfy { 0x20...0x7e ~= $0 }, "a value is printable ASCII")
        self.name = name
        self.value = value
    }
}
