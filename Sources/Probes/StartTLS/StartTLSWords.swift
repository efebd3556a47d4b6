// What people are told of each protocol; how it is spoken stands in its row.
extension StartTLSProtocol {
    /// Where it usually listens.
    public var port: UInt16 { words.port }

    /// How TLS is agreed on, and where that is written down.
    public var agreement: String { words.agreement }

    private var words: (port: UInt16, agreement: String) {
        switch self {
        case .smtp: (25, "220 to STARTTLS (RFC 3207 section 4)")
        case .lmtp: (24, "220 to STARTTLS, after LHLO (RFC 2033 section 4.1)")
        case .imap: (143, "OK to STARTTLS (RFC 9051 section 6.2.1)")
        case .pop3: (110, "+OK to STLS (RFC 2595 section 4)")
        case .ftp: (21, "234 to AUTH TLS (RFC 4217 section 4)")
        case .nntp: (119, "382 to STARTTLS (RFC 4642 section 2.2)")
        case .sieve: (4190, "OK to STARTTLS (RFC 5804 section 2.2)")
        case .irc: (6667, "670 to STARTTLS (IRCv3, tls)")
        case .xmppClient: (5222, "proceed, between client and server (RFC 6120 section 5)")
        case .xmppServer: (5269, "proceed, between two servers (RFC 6120 section 5)")
        case .ldap: (389, "success to the extended request StartTLS (RFC 4511 section 4.14)")
        case .postgres: (5432, "S to SSLRequest (PostgreSQL, Frontend/Backend Protocol)")
        case .mysql: (3306, "the flag CLIENT_SSL in the greeting, and SSLRequest (MySQL)")
        case .rdp: (3389, "TLS chosen in Connection Confirm ([MS-RDPBCGR] section 5.4)")
        }
    }
}
