public import Patterns

/// How a protocol goes over to TLS; the raw value is what `starttls:` says in the configuration.
public enum StartTLSProtocol: String, CaseIterable, Sendable {
    /// RFC 3207.
    case smtp
    /// RFC 3207, with LHLO (RFC 2033).
    case lmtp
    /// RFC 9051 section 6.2.1.
    case imap
    /// RFC 2595 section 4.
    case pop3
    /// RFC 4217.
    case ftp
    /// RFC 4642.
    case nntp
    /// RFC 5804 section 2.2.
    case sieve
    /// The capability `tls` of IRCv3.
    case irc
    /// RFC 6120 section 5, where clients connect.
    case xmppClient = "xmpp-client"
    /// RFC 6120 section 5, where servers connect.
    case xmppServer = "xmpp-server"
    /// RFC 4511 section 4.14.
    case ldap
    /// SSLRequest of PostgreSQL.
    case postgres
    /// SSLRequest of MySQL.
    case mysql
    /// [MS-RDPBCGR] section 5.4.
    case rdp
}

extension StartTLSProtocol {
    /// The steps up to ``Step/startTLS``, and the goodbye under TLS where nothing else follows.
    ///
    /// Throws where an expression of the table is refused, which a test rules out.
    public func part(isAll: Bool) throws(PatternError) -> Script.Part {
        let goodbye = isAll ? upgrade.goodbye.map { [Step.send($0)] } ?? [] : []
        return Script.Part(.startTLS(rawValue), try upgrade.steps() + [.startTLS] + goodbye)
    }

    private var upgrade: StartTLSUpgrade {
        switch self {
        case .smtp: .smtp
        case .lmtp: .lmtp
        case .imap: .imap
        case .pop3: .pop3
        case .ftp: .ftp
        case .nntp: .nntp
        case .sieve: .sieve
        case .irc: .irc
        case .xmppClient: .xmppClient
        case .xmppServer: .xmppServer
        case .ldap: .ldap
        case .postgres: .postgres
        case .mysql: .mysql
        case .rdp: .rdp
        }
    }
}

/// A row of the table of STARTTLS protocols.
struct StartTLSUpgrade: Sendable {
    /// What leaves a server in peace once TLS stands; nil where closing does.
    let goodbye: Template?
    /// What is said until the server's go-ahead, which is the last that is waited for.
    let steps: Service.Steps

    init(goodbye: Template? = nil, steps: @escaping Service.Steps) {
        self.goodbye = goodbye
        self.steps = steps
    }
}
