// What people are told of each protocol; how it is spoken stands in its row.
extension StartTLSProtocol {
    /// Where it usually listens.
    public var port: UInt16 { words.port }

    /// How TLS is agreed on, and where that is written down.
    public var agreement: String { words.agreement }

    private var words: (port: UInt16, agreement: String) {
        switch self {
        case .smtp: (25, "220 to STARTTLS (RFC 3207 section 4)")
        case .ldap: (389, "success to the extended request StartTLS (RFC 4511 section 4.14)")
        case .postgres: (5432, "S to SSLRequest (PostgreSQL, Frontend/Backend Protocol)")
        case .mysql: (3306, "the flag CLIENT_SSL in the greeting, and SSLRequest (MySQL)")
        case .rdp: (3389, "TLS chosen in Connection Confirm ([MS-RDPBCGR] section 5.4)")
        }
    }
}
