// What people are told of each protocol; how it is spoken stands in its row.
extension StartTLSProtocol {
    /// Where it usually listens.
    public var port: UInt16 { words.port }

    /// How TLS is agreed on, and where that is written down.
    public var agreement: String { words.agreement }

    private var words: (port: UInt16, agreement: String) {
        switch self {
        case .smtp: (25, "220 to STARTTLS (RFC 3207 section 4)")
        }
    }
}
