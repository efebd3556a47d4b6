public import Wire

/// What a client asked for.
public struct HTTPRequest: Sendable {
    private let head: HTTPRequestHead

    /// A request made by hand, as a test of a handler needs it; field names in lower case.
    public init(
        method: HTTPMethod = .get, path: String, query: String? = nil,
        fields: KeyValuePairs<String, String> = [:]
    ) {
        head = HTTPRequestHead(
            method: method, path: path, query: query, version: .http11,
            fields: fields.map { HTTPField(name: $0, value: $1) })
    }

    init(_ head: HTTPRequestHead) {
        self.head = head
    }

    /// What is to be done; a HEAD may be answered like a GET, its body is left out.
    public var method: HTTPMethod { head.method }
    /// The path as it was sent, not percent-decoded.
    public var path: String { head.path }
    /// What followed the question mark, as it was sent; nil where there was none.
    public var query: String? { head.query }
    /// Which media types the client takes; nil where it does not say.
    public var accept: String? { head.value(of: "accept") }
    /// Which codings of the body the client takes; nil where it does not say.
    public var acceptEncoding: String? { head.value(of: "accept-encoding") }

    /// The value of the field `name`, in lower case, its lines joined by commas; nil where absent.
    public func value(of name: String) -> String? { head.value(of: name) }
}
