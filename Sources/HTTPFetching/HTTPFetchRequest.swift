public import Wire

/// What is to be fetched.
public struct HTTPFetchRequest: Hashable, Sendable {
    /// Where it is.
    public var address: HTTPAddress
    /// What is sent along: who we are, what we may see, what we can read.
    public var fields: [HTTPRequestField]
    /// Bytes that the document may have.
    public var bodyBytesMax: Int

    /// A request for at most so many bytes.
    public init(_ address: HTTPAddress, fields: [HTTPRequestField] = [], bodyBytesMax: Int) {
        self.address = address
        self.fields = fields
        self.bodyBytesMax = bodyBytesMax
    }
}
