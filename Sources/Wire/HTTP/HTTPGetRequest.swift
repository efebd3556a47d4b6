/// A GET of ours, on a connection that ends with the answer.
public struct HTTPGetRequest: Sendable {
    private let address: HTTPAddress
    private let fields: [HTTPRequestField]

    /// A request for what is at an address; the fields go along in their order.
    public init(_ address: HTTPAddress, fields: [HTTPRequestField] = []) {
        self.address = address
        self.fields = fields
    }

    /// The head with the empty line at its end (RFC 9112 section 3).
    ///
    /// The bytes of a secret among the fields are among them.
    public var bytes: [UInt8] {
        var bytes = Array("GET \(address.target) HTTP/1.1\r\nHost: \(address.authority)\r\n".utf8)
        for field in fields {
            bytes += "\(field.name): ".utf8
            bytes += field.value
            bytes += "\r\n".utf8
        }
        bytes += "Accept-Encoding: identity\r\nConnection: close\r\n\r\n".utf8
        return bytes
    }
}
