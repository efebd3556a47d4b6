/// The statuses that we answer with; the raw value is the code (RFC 9110 section 15).
public enum HTTPStatus: Int, CaseIterable, Sendable {
    /// The answer is what was asked for.
    case ok = 200
    /// The request breaks a rule.
    case badRequest = 400
    /// We do not do that for who asks over the network.
    case forbidden = 403
    /// No such path.
    case notFound = 404
    /// The path knows other methods only.
    case methodNotAllowed = 405
    /// The request did not come to its end in time.
    case requestTimeout = 408
    /// The request has a body.
    case contentTooLarge = 413
    /// The request line is too long.
    case uriTooLong = 414
    /// The head is too long (RFC 6585 section 5).
    case requestHeaderFieldsTooLarge = 431
    /// A bug of ours.
    case internalServerError = 500
    /// Not now.
    case serviceUnavailable = 503
    /// Another HTTP than 1.x.
    case httpVersionNotSupported = 505

    /// What stands behind the code in the status line.
    public var reasonPhrase: StaticString {
        switch self {
        case .ok: "OK"
        case .badRequest: "Bad Request"
        case .forbidden: "Forbidden"
        case .notFound: "Not Found"
        case .methodNotAllowed: "Method Not Allowed"
        case .requestTimeout: "Request Timeout"
        case .contentTooLarge: "Content Too Large"
        case .uriTooLong: "URI Too Long"
        case .requestHeaderFieldsTooLarge: "Request Header Fields Too Large"
        case .internalServerError: "Internal Server Error"
        case .serviceUnavailable: "Service Unavailable"
        case .httpVersionNotSupported: "HTTP Version Not Supported"
        }
    }
}
