/// The request line and the fields of a request that kept to every rule.
public struct HTTPRequestHead: Equatable, Sendable {
    /// What is asked to be done.
    public let method: HTTPMethod
    /// The path as it was sent, not percent-decoded; `*` for an OPTIONS about the server itself.
    public let path: String
    /// What followed the question mark, as it was sent; nil where there was none.
    public let query: String?
    /// In which version the client speaks.
    public let version: HTTPVersion
    /// The fields in their order.
    public let fields: [HTTPField]

    /// A head of these parts; the parser makes those that came from a client.
    public init(
        method: HTTPMethod, path: String, query: String?, version: HTTPVersion,
        fields: [HTTPField]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.version = version
        self.fields = fields
    }

    /// The value of a field, its lines joined by commas (RFC 9110 section 5.3); nil where absent.
    ///
    /// `name` in lower case.
    public func value(of name: String) -> String? {
        fields.value(of: name)
    }

    /// Whether the client wants to go on with the connection (RFC 9112 section 9.3).
    public var keepsConnection: Bool {
        let options = (value(of: "connection") ?? "").lowercased().utf8
            .split(separator: UInt8(ascii: ","))
            .map { HTTPGrammar.trimmed(ArraySlice($0)) }
        if options.contains(where: { $0.elementsEqual("close".utf8) }) { return false }
        return version == .http11 || options.contains { $0.elementsEqual("keep-alive".utf8) }
    }
}

/// A method; they are case-sensitive (RFC 9110 section 9.1).
public enum HTTPMethod: Equatable, Sendable {
    /// To transfer what the path names.
    case get
    /// As GET, but without the content.
    case head
    /// To do what the path names.
    case post
    /// To tell what can be asked.
    case options
    /// Any other token.
    case other

    init(_ token: ArraySlice<UInt8>) {
        switch String(decoding: token, as: UTF8.self) {
        case "GET": self = .get
        case "HEAD": self = .head
        case "POST": self = .post
        case "OPTIONS": self = .options
        default: self = .other
        }
    }
}

/// A version whose messages we can read.
public enum HTTPVersion: Equatable, Sendable {
    /// Closes after each answer unless asked not to, and knows no chunks.
    case http10
    /// 1.1, or a later 1.x, which is read in the same way (RFC 9110 sections 2.5, 6.2).
    case http11

    init(_ name: ArraySlice<UInt8>) throws(HTTPSyntaxError) {
        let digits = name.dropFirst(5)
        guard name.starts(with: "HTTP/".utf8), digits.count == 3,
            let major = digits.first, let minor = digits.last,
            digits.dropFirst().first == UInt8(ascii: "."),
            HTTPGrammar.isDigit(major), HTTPGrammar.isDigit(minor)
        else { throw .malformedVersion }
        guard major == UInt8(ascii: "1") else { throw .unsupportedVersion }
        self = minor == UInt8(ascii: "0") ? .http10 : .http11
    }
}

/// A field line.
public struct HTTPField: Equatable, Sendable {
    /// In lower case.
    public let name: String
    /// Without the spaces around it; what is no UTF-8 is replaced by U+FFFD.
    public let value: String

    /// A field of this name, in lower case, and value.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    init(_ line: ArraySlice<UInt8>) throws(HTTPSyntaxError) {
        // The continuation of a field, or a space before the first: RFC 9112 sections 2.2 and 5.2.
        guard line.first != HTTPGrammar.space, line.first != HTTPGrammar.tab else {
            throw .foldedField
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .malformedField }
        let name = line[..<colon]
        guard name.last != HTTPGrammar.space, name.last != HTTPGrammar.tab else {
            throw .spaceBeforeColon
        }
        guard HTTPGrammar.isToken(name) else { throw .malformedFieldName }
        self.name = String(decoding: name, as: UTF8.self).lowercased()
        value = String(
            decoding: HTTPGrammar.trimmed(line[colon...].dropFirst()), as: UTF8.self)
    }
}

extension [HTTPField] {
    /// The value of a field, its lines joined by commas (RFC 9110 section 5.3); nil where absent.
    func value(of name: String) -> String? {
        let values = lazy.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
