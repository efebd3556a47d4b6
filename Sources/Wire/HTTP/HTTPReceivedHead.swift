/// The status line and the fields of a response that somebody sent us.
public struct HTTPReceivedHead: Equatable, Sendable {
    /// In which version the server speaks.
    public let version: HTTPVersion
    /// 100 to 999; those from 600 on have no meaning (RFC 9110 section 15).
    public let status: Int
    /// The fields in their order.
    public let fields: [HTTPField]

    /// A head of these parts; the parser makes those that came from a server.
    public init(version: HTTPVersion, status: Int, fields: [HTTPField]) {
        self.version = version
        self.status = status
        self.fields = fields
    }

    /// The value of a field, its lines joined by commas (RFC 9110 section 5.3); nil where absent.
    ///
    /// `name` in lower case.
    public func value(of name: String) -> String? {
        fields.value(of: name)
    }

    /// How the end of the body is found in the answer to a request with `method`.
    ///
    /// RFC 9112 section 6.3, where each rule has its number; that of CONNECT is not asked for here.
    public func bodyFraming(
        answering method: HTTPMethod
    ) throws(HTTPResponseError) -> HTTPBodyFraming {
        // 1: whatever the fields say.
        if method == .head || 100...199 ~= status || status == 204 || status == 304 {
            return .length(0)
        }
        let lengths = fields.filter { $0.name == "content-length" }
        // 3 and 4: who writes both may mean to smuggle, and no other coding is known here.
        if let coding = value(of: "transfer-encoding") {
            guard lengths.isEmpty else { throw .contradictoryLength }
            guard version == .http11, coding.lowercased() == "chunked" else {
                throw .unknownTransferCoding
            }
            return .chunked
        }
        // 8: nothing is said.
        guard let length = try Self.length(lengths) else { return .untilClose }
        return .length(length)
    }

    /// 5 and 6: one number, which may stand there more than once.
    private static func length(_ lengths: [HTTPField]) throws(HTTPResponseError) -> Int? {
        var only: ArraySlice<UInt8>?
        for field in lengths {
            let texts = Array(field.value.utf8)
                .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            for text in texts.map(HTTPGrammar.trimmed) {
                guard !text.isEmpty, text.allSatisfy(HTTPGrammar.isDigit) else {
                    throw .malformedContentLength
                }
                guard only == nil || only == text else { throw .conflictingLengths }
                only = text
            }
        }
        guard let only else { return nil }
        // All are digits, so that what is no Int is too large for one.
        guard let length = Int(String(decoding: only, as: UTF8.self)) else { throw .bodyTooLong }
        return length
    }
}
