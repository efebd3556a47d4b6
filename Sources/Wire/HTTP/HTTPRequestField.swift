/// A field of a request of ours, beyond those that ``HTTPGetRequest`` writes by itself.
///
/// It may hold a secret, so that no description shows its value.
public struct HTTPRequestField: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The name as it is sent.
    public let name: String
    let value: [UInt8]

    /// A field that cannot be taken for another or for the end of the head.
    public init(_ name: String, _ value: [UInt8]) throws(HTTPRequestFieldError) {
        guard HTTPGrammar.isToken(Array(name.utf8)) else { throw .malformedName }
        guard !Self.ownNames.contains(name.lowercased()) else { throw .ownName }
        guard name.utf8.count + value.count <= HTTPRequestFieldLimits.bytesMax else {
            throw .tooLong
        }
        guard !value.contains(where: HTTPGrammar.isControl),
            HTTPGrammar.trimmed(value[...]).count == value.count
        else { throw .malformedValue }
        self.name = name
        self.value = value
    }

    /// The same with a text.
    public init(_ name: String, _ value: String) throws(HTTPRequestFieldError) {
        try self.init(name, Array(value.utf8))
    }

    /// The name, and nothing of the value.
    public var description: String { name }

    /// Nothing of the value.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }

    /// What frames the request or rules the connection is written by who sends it.
    private static let ownNames: Set<String> = [
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]
}

/// Why a field may not be sent: one name a cause.
public enum HTTPRequestFieldError: Error, CaseIterable, Equatable, Sendable {
    /// The name is no token (RFC 9110 section 5.1).
    case malformedName
    /// The value has CR, LF, NUL or another control character, or spaces around it (RFC 9110
    /// section 5.5).
    case malformedValue
    /// A field that is written by itself, or that would change how the request is read.
    case ownName
    /// Name and value have more than ``HTTPRequestFieldLimits/bytesMax``.
    case tooLong

    /// What is wrong, for who wrote it; never a word of the field.
    public var explanation: StaticString {
        switch self {
        case .malformedName: "the name of a field has letters, digits and hyphens only"
        case .malformedValue:
            "the value of a field has no line ends, no control characters and no spaces around it"
        case .ownName: "this field is written by itself"
        case .tooLong: "the field is too long"
        }
    }
}

/// How much a field of a request of ours may hold.
public enum HTTPRequestFieldLimits {
    /// Bytes of name and value; many servers take no more than 8 KiB for the whole head.
    public static let bytesMax = 4_096
}
